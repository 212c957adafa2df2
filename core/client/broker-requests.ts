import { FLAG_RESPONSE, OUR_LANGUAGE, OUR_VERSION, RESPONSE } from '../protocol/codes.ts';
import { type Command, EMPTY_BODY } from '../protocol/command.ts';
import { decodeHeader } from '../protocol/define-request.ts';
import { notifyConsumerIdsChanged } from '../protocol/requests/client.ts';
import type { Memberships } from './memberships.ts';

/** An answer without what every answer has. Code 0 unless it says otherwise. */
export interface BrokerAnswer {
  code?: number;
  remark?: string;
  body?: Uint8Array;
}

/**
 * Gives a broker's request to the consumer it is for, by its group. Undefined: nothing to say to a one-way request, not
 * supported for any other. Throws FRAME for one that cannot be read. Source: ClientRemotingProcessor.java.
 */
export function serveBrokerRequest(
  memberships: Memberships,
  request: Command,
): Promise<Command | undefined> | undefined {
  if (request.code === notifyConsumerIdsChanged.code) {
    memberships.membersChanged(decodeHeader(notifyConsumerIdsChanged, request).consumerGroup);
    return undefined;
  }
  const { consumerGroup, group = consumerGroup } = request.extFields;
  const served = memberships.consumer(group ?? '')?.onBrokerRequest?.(request);
  return served?.then((answer) => (answer === undefined ? undefined : answerTo(request, answer)));
}

function answerTo({ opaque }: Command, { code, remark, body }: BrokerAnswer): Command {
  return {
    code: code ?? RESPONSE.SUCCESS,
    opaque,
    flag: FLAG_RESPONSE,
    language: OUR_LANGUAGE,
    version: OUR_VERSION,
    ...(remark === undefined ? {} : { remark }),
    extFields: {},
    body: body ?? EMPTY_BODY,
  };
}
