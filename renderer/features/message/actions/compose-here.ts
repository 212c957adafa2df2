import { Send } from 'lucide-react';
import { composeTo } from '../../../store/begin-at.ts';
import type { RowAction } from '../row-action.ts';

/** A new draft to the row's topic, on the row's connection. */
export const composeHere: RowAction = {
  id: 'composeHere',
  label: 'message.action.composeHere',
  icon: Send,
  key: 'c',
  takes: 'one',
  run: ([{ row }], { profileId }) => composeTo(profileId, row.topic),
};
