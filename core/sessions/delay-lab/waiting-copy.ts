import { lookUpById } from '../../admin/messages/look-up.ts';
import type { ClientInstance } from '../../client/client-instance.ts';
import type { ReceivedMessage } from '../../model/message.ts';

/** `gone`: its broker answered and has it no more. Neither: it could not be read now. */
interface WaitingCopy {
  copy?: ReceivedMessage;
  gone?: true;
}

/**
 * The copy that waits in the schedule queue, by the offset id of the send's reply. `hostsAreFinal`: a place on a broker
 * that is none of the cluster's is gone with it, as of a sandbox that ended. Throws what asking a name server throws.
 */
export async function readWaitingCopy(
  client: ClientInstance,
  { offsetMsgId, uniqueKey }: { offsetMsgId: string; uniqueKey: string },
  hostsAreFinal: boolean,
): Promise<WaitingCopy> {
  const { messages, unknownHost, placeError } = await lookUpById(client, offsetMsgId);
  const copy = messages.find((message) => message.uniqueKey === uniqueKey);
  if (copy !== undefined) return { copy };
  if (unknownHost !== undefined) return hostsAreFinal ? { gone: true } : {};
  return placeError === undefined || placeError.code === 'RESPONSE' ? { gone: true } : {};
}
