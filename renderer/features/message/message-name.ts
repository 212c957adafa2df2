import type { MessageFacts } from '../../../core/model/message-detail.ts';
import type { Translate } from '../../i18n/i18n.ts';

/** What a person calls a message: its keys. */
export function keyOf({ keys }: Pick<MessageFacts, 'keys'>, t: Translate): string {
  return keys === '' ? t('message.noKey') : keys;
}

/** What a file of it is called, without an ending. */
export function fileNameOf({ keys, topic, queueId, queueOffset }: MessageFacts): string {
  return keys === '' ? `${topic}-q${queueId}-${queueOffset}` : keys;
}
