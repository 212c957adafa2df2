import { PencilLine, Repeat2 } from 'lucide-react';
import { MAX_RESENDS } from '../../../../core/contract/resend.ts';
import { editCopy } from '../../resend/edit-copy.ts';
import { useResend } from '../../resend/resend-store.ts';
import type { RowAction } from '../row-action.ts';

/** A draft of the message's body and everything a person may set; what stays behind is said there. */
export const editAndResend: RowAction = {
  id: 'editAndResend',
  label: 'resend.edit',
  icon: PencilLine,
  key: 'e',
  takes: 'one',
  prominent: 'label',
  run: ([{ ref }], { profileId }) => editCopy(ref, profileId),
};

/** Shows what will be sent, and where; rows whose copy is stored are no longer checked. */
export const resendAsIs: RowAction = {
  id: 'resendAsIs',
  label: 'resend.asIs',
  icon: Repeat2,
  key: 'shift+e',
  takes: 'many',
  prominent: 'icon',
  whyNot: (targets) => (targets.length > MAX_RESENDS ? 'resend.whyTooMany' : undefined),
  run(targets, { profileId, release }) {
    const [first, ...others] = targets;
    useResend.getState().asked({
      profileId,
      refs: [first.ref, ...others.map(({ ref }) => ref)],
      onDone: (done) => release?.(done.flatMap((at) => targets[at] ?? [])),
    });
  },
};
