import { GitCompare } from 'lucide-react';
import { markOrCompare } from '../../diff/diff-store.ts';
import { keyOf } from '../message-name.ts';
import type { RowAction } from '../row-action.ts';

/** The first press marks a row, the second compares it with another one. */
export const diff: RowAction = {
  id: 'diff',
  label: 'library.compare',
  icon: GitCompare,
  key: 'd',
  takes: 'one',
  prominent: 'label',
  run: ([{ ref, row }], { t }) => markOrCompare(ref, keyOf(row, t)),
};
