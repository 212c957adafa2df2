import type { ClientInstance } from '../../client/client-instance.ts';
import { GantryError } from '../../model/error.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import type { EncodedRequest } from '../../protocol/define-request.ts';
import { isRefusal } from '../each-broker.ts';

/** The broker waits 10 s for the member. Source: Broker2Client.callClient. */
const TIMEOUT_MS = 12_000;

/**
 * Why a member said nothing. `notOnline`: none of the brokers asked has it. `timeOut`: it got the question and did not
 * answer within the broker's 10 s, as C++ members never do. `notSupported`: it does not know the question.
 * `tooOld`: the broker does not ask clients of its version.
 */
export type NoAnswer = 'notOnline' | 'timeOut' | 'notSupported' | 'tooOld';

/**
 * A question that brokers relay to a member: asked at each until one has it. Resolves with the member's body or the
 * reason there is none. Throws what a broker refuses otherwise, and as ClientInstance.invokeBroker.
 */
export async function askMember(
  client: ClientInstance,
  brokerNames: readonly string[],
  request: EncodedRequest,
): Promise<Uint8Array | NoAnswer> {
  for (const brokerName of brokerNames) {
    try {
      return (await client.invokeBroker(brokerName, request, TIMEOUT_MS)).body;
    } catch (error) {
      const reason = noAnswer(error);
      if (reason === undefined) throw error;
      if (reason !== 'notOnline') return reason;
    }
  }
  return 'notOnline';
}

/** Source: AdminBrokerProcessor.callConsumer. */
function noAnswer(error: unknown): NoAnswer | undefined {
  if (isRefusal(error, RESPONSE.CONSUME_MSG_TIMEOUT)) return 'timeOut';
  if (isRefusal(error, RESPONSE.REQUEST_CODE_NOT_SUPPORTED)) return 'notSupported';
  if (!(error instanceof GantryError) || error.data.responseCode !== RESPONSE.SYSTEM_ERROR) return undefined;
  const { remark = '' } = error.data;
  if (/not online/i.test(remark)) return 'notOnline';
  if (/Version .* too low/i.test(remark)) return 'tooOld';
  return undefined;
}
