import { RESPONSE } from '../../protocol/codes.ts';
import { encodeFields, encodeRequest } from '../../protocol/define-request.ts';
import { offsetMsgId } from '../../protocol/offset-id.ts';
import {
  pushReplyMessageToClient,
  sendReplyMessage,
  sendReplyMessageV2,
} from '../../protocol/requests/reply.ts';
import { type Call, type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import type { Reply } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { propertyMap, propertyText } from '../store/property-text.ts';
import { checkSend, messageFrame, queueFor, type SendHeader, TRACE_FIELDS } from './send.ts';

const REPLY_TO_CLIENT = 'REPLY_TO_CLIENT';
const PUSH_REPLY_TIME = 'PUSH_REPLY_TIME';

/** A reply goes to the producer that asked, and is stored whatever comes of that. Source: ReplyMessageProcessor.java. */
export function replyHandlers(state: BrokerState): HandlerEntry[] {
  const run = (header: SendHeader, call: Call): undefined => {
    checkSend(state, header, call);
    const { topic, properties = '' } = header;
    const queueId = queueFor(state, header);
    const { body } = call.request;
    push(state, header, call, queueId, (problem) => {
      const message = { ...messageFrame(header, call), topic, queueId, body, properties };
      const { queueOffset, commitLogOffset } = state.delay.put(message);
      const msgId = offsetMsgId(state.address, commitLogOffset);
      const stored = encodeFields(sendReplyMessage.reply, { msgId, queueId, queueOffset });
      const extFields = { ...stored, ...TRACE_FIELDS };
      call.respond({ extFields, ...(problem === undefined ? {} : refusedWith(problem)) });
    });
  };
  return [handle(sendReplyMessage, run), handle(sendReplyMessageV2, run)];
}

const refusedWith = (remark: string): Reply => ({ code: RESPONSE.SYSTEM_ERROR, remark });

/** `done` gets why the reply did not come to who asked. Source: ReplyMessageProcessor.pushReplyMessage. */
function push(
  { producers, calls, clock, address }: BrokerState,
  header: SendHeader,
  { connection, request }: Call,
  queueId: number,
  done: (problem: string | undefined) => void,
): void {
  const properties = propertyMap(header.properties ?? '');
  const clientId = properties.get(REPLY_TO_CLIENT);
  if (clientId === undefined) {
    done(`reply message properties[${REPLY_TO_CLIENT}] is null`);
    return;
  }
  const asking = producers.withClientId(clientId);
  if (asking === undefined) {
    done(`push reply message fail, channel of <${clientId}> not found.`);
    return;
  }
  properties.set(PUSH_REPLY_TIME, String(clock.now()));
  const pushed = encodeRequest(
    pushReplyMessageToClient,
    {
      ...header,
      queueId,
      properties: propertyText(properties),
      bornHost: connection.remoteAddress,
      storeHost: address,
      storeTimestamp: clock.now(),
    },
    request.body,
  );
  calls.call(asking.connection, pushed, (answer) =>
    done(answer?.code === RESPONSE.SUCCESS ? undefined : `push reply message to ${clientId}fail.`),
  );
}
