import { RESPONSE } from '../../protocol/codes.ts';
import { type EncodedRequest, encodeRequest } from '../../protocol/define-request.ts';
import { parseOffsetMsgId } from '../../protocol/offset-id.ts';
import { consumeMessageDirectly, getConsumerRunningInfo } from '../../protocol/requests/inspect.ts';
import { type Call, type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { Refusal } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';

/** Questions that are passed on to a member, and its answer back. Source: AdminBrokerProcessor.callConsumer. */
export function memberHandlers(state: BrokerState): HandlerEntry[] {
  return [
    handle(getConsumerRunningInfo, (header, call) => {
      ask(state, header, encodeRequest(getConsumerRunningInfo, header), call);
      return undefined;
    }),
    handle(consumeMessageDirectly, (header, call) => {
      const { consumerGroup, clientId = '', msgId = '' } = header;
      const place = parseOffsetMsgId(msgId);
      const record = place === undefined ? undefined : state.store.at(place.commitLogOffset);
      if (record === undefined)
        throw new Refusal(RESPONSE.SYSTEM_ERROR, `can not find message by the offset id, ${msgId}`);
      const request = encodeRequest(consumeMessageDirectly, header, record.bytes);
      ask(state, { consumerGroup, clientId }, request, call);
      return undefined;
    }),
  ];
}

/** Throws Refusal when the member is not here. */
function ask(
  { groups, calls }: BrokerState,
  { consumerGroup, clientId }: { consumerGroup: string; clientId: string },
  request: EncodedRequest,
  { respond }: Call,
): void {
  const member = groups.get(consumerGroup)?.members.get(clientId);
  if (member === undefined)
    throw new Refusal(RESPONSE.SYSTEM_ERROR, `The Consumer <${consumerGroup}> <${clientId}> not online`);
  calls.call(member.connection, request, (answer) => {
    if (answer !== undefined) respond(answer);
    else
      respond({
        code: RESPONSE.CONSUME_MSG_TIMEOUT,
        remark: `consumer <${consumerGroup}> <${clientId}> Timeout`,
      });
  });
}
