import { Send } from 'lucide-react';
import { useUi } from '../../../store/ui-store.ts';
import type { RowAction } from '../row-action.ts';

/** A new draft to the row's topic. */
export const composeHere: RowAction = {
  id: 'composeHere',
  label: 'message.action.composeHere',
  icon: Send,
  key: 'c',
  takes: 'one',
  run([{ row }]) {
    const { draftOpened, draftEdited } = useUi.getState();
    draftEdited(draftOpened(), { topic: row.topic, unsent: false });
  },
};
