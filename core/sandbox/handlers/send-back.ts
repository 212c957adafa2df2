import { consumerSendMsgBack } from '../../protocol/requests/send.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE } from '../dispatch/reply.ts';
import { sendBack } from '../retry.ts';
import type { BrokerState } from '../state/broker-state.ts';

export function sendBackHandlers(state: BrokerState): HandlerEntry[] {
  return [
    handle(consumerSendMsgBack, (header, { request }) => {
      sendBack(state, header, request.version);
      return DONE;
    }),
  ];
}
