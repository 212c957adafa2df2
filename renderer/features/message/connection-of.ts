import type { MessageRef } from '../../../core/contract/message-ref.ts';
import { useHost } from '../../store/host-store.ts';

/** The connection a message was seen on or sent to, as far as this window knows it; a library file has none. */
export function connectionOf(ref: MessageRef): string | undefined {
  const { consumers, browses, sent } = useHost.getState();
  switch (ref.kind) {
    case 'consumer':
      return consumers[ref.consumerId]?.profileId;
    case 'browse':
      return browses[ref.browseId]?.profileId;
    case 'sent':
      return sent.find(({ sendId }) => sendId === ref.sendId)?.profileId;
    case 'template':
      return undefined;
  }
}
