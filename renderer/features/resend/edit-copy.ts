import type { MessageRef } from '../../../core/contract/message-ref.ts';
import { call } from '../../bridge/call.ts';
import { chooseConnection } from '../../store/begin-at.ts';
import { useUi } from '../../store/ui-store.ts';
import { useResend } from './resend-store.ts';

/** Opens a copy of the message as a draft, on the connection it is to go to. Throws what the host says. */
export async function editCopy(ref: MessageRef, profileId: string | undefined): Promise<void> {
  const { link, copyOpened } = useResend.getState();
  const { draft, ...origin } = await call('resend.draft', { ref, link });
  chooseConnection(profileId);
  copyOpened(useUi.getState().draftOpened(draft), { ref, ...origin });
}
