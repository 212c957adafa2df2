import { LibraryBig } from 'lucide-react';
import { saveMessage } from '../../library/library-actions.ts';
import { fileNameOf } from '../message-name.ts';
import type { RowAction } from '../row-action.ts';

/** As a template: reserved properties stay behind. */
export const saveToLibrary: RowAction = {
  id: 'saveToLibrary',
  label: 'library.save',
  icon: LibraryBig,
  key: 'mod+s',
  takes: 'one',
  run: ([{ ref, row }]) => saveMessage(ref, fileNameOf(row)),
};
