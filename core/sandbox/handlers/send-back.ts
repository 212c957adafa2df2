import { consumerSendMsgBack } from '../../protocol/requests/send.ts';
import type { BrokerState } from '../broker-state.ts';
import { type HandlerEntry, handle } from '../dispatcher.ts';
import { DONE } from '../reply.ts';
import { sendBack } from '../retry.ts';

export function sendBackHandlers(state: BrokerState): HandlerEntry[] {
  return [
    handle(consumerSendMsgBack, (header, { request }) => {
      sendBack(state, header, request.version);
      return DONE;
    }),
  ];
}
