import { CircleArrowRight } from 'lucide-react';
import { askOnConnection } from '../../../store/production.ts';
import { PushDialog } from '../push/push-dialog.tsx';
import { isStored } from '../read-message.ts';
import type { RowAction } from '../row-action.ts';

export const pushToConsumer: RowAction = {
  id: 'push',
  label: 'message.action.push',
  icon: CircleArrowRight,
  takes: 'one',
  whyNot: ([{ ref }]) => (isStored(ref) ? undefined : 'message.why.notStored'),
  async run([target], { profileId, read, showDialog }) {
    const detail = await read(target);
    askOnConnection(profileId, 'push', () =>
      showDialog((close) => <PushDialog profileId={profileId} detail={detail} onClose={close} />),
    );
  },
};
