import type { MessageContent } from '../../../core/contract/message.ts';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import { stateError } from '../../../core/model/error.ts';
import type { StoredDetail } from '../../../core/model/message-detail.ts';
import { call } from '../../bridge/call.ts';

/** A row of a broker's message: the others are what was or may be sent. */
export const isStored = ({ kind }: MessageRef): boolean => kind === 'consumer' || kind === 'browse';

/** The whole of a stored message. Throws what the host says; STATE unknownId for what is no stored message. */
export async function readMessage(ref: MessageRef): Promise<StoredDetail> {
  switch (ref.kind) {
    case 'consumer':
      return await call('consumer.message', { consumerId: ref.consumerId, seq: ref.seq });
    case 'browse':
      return await call('browse.message', { browseId: ref.browseId, seq: ref.seq });
    default:
      throw stateError('unknownId', { what: 'message', id: ref.kind });
  }
}

/** What a message carries, stored or not. Throws what the host says. */
export async function readContent(ref: MessageRef): Promise<MessageContent> {
  return await call('message.read', { ref });
}
