import { RESPONSE } from '../protocol/codes.ts';

/**
 * take: the reply has messages. goOn: none, pull again at once (the broker did the waiting). moved: the queue continues
 * elsewhere. wait: pull again, but not at once.
 */
type PullAction = 'take' | 'goOn' | 'moved' | 'wait';

/**
 * Where a queue is pulled from after an answer, and what is to be done with that. Only *moved* ever goes back: a broker
 * that names a lower offset otherwise would have the same messages delivered for ever.
 * Source: DefaultMQPushConsumerImpl.pullMessage (PullCallback).
 */
export function nextOffset(
  responseCode: number,
  askedOffset: number,
  nextBeginOffset: number,
): { offset: number; action: PullAction } {
  if (responseCode === RESPONSE.PULL_OFFSET_MOVED) {
    // Told to go where it is, the loop would spin.
    const action = nextBeginOffset === askedOffset ? 'wait' : 'moved';
    return { offset: nextBeginOffset, action };
  }
  const offset = Math.max(askedOffset, nextBeginOffset);
  return { offset, action: responseCode === RESPONSE.SUCCESS ? 'take' : 'goOn' };
}
