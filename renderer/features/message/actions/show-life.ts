import { Route } from 'lucide-react';
import { showPart } from '../inspector-part.ts';
import type { RowAction } from '../row-action.ts';

export const showLife: RowAction = {
  id: 'showLife',
  label: 'message.action.showLife',
  icon: Route,
  takes: 'one',
  whyNot: ([{ row }]) => (row.uniqueKey === '' ? 'message.why.noUniqueKey' : undefined),
  run: () => showPart('life'),
};
