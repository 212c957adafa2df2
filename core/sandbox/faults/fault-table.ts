import { Buffer } from 'node:buffer';
import type { HostClock } from '../../clock.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import type { Command } from '../../protocol/command.ts';
import { getRouteInfoByTopic } from '../../protocol/requests/admin.ts';
import {
  getMaxOffset,
  getMinOffset,
  queryConsumerOffset,
  searchOffsetByTimestamp,
  updateConsumerOffset,
} from '../../protocol/requests/offset.ts';
import { litePullMessage, pullMessage } from '../../protocol/requests/pull.ts';
import { sendReplyMessage, sendReplyMessageV2 } from '../../protocol/requests/reply.ts';
import {
  consumerSendMsgBack,
  sendBatchMessage,
  sendMessage,
  sendMessageV2,
} from '../../protocol/requests/send.ts';
import type { Call } from '../dispatch/dispatcher.ts';
import { Refusal, type Reply } from '../dispatch/reply.ts';
import { seededRandom } from '../random.ts';
import type { Fault, FaultKind, FaultRequests } from './fault.ts';

/** Which field names the topic of the requests that faults are about. */
const TOPIC_FIELD = {
  send: new Map([
    [sendMessage.code, 'topic'],
    [sendMessageV2.code, 'b'],
    [sendBatchMessage.code, 'b'],
    [sendReplyMessage.code, 'topic'],
    [sendReplyMessageV2.code, 'b'],
  ]),
  pull: new Map([pullMessage, litePullMessage].map(({ code }) => [code, 'topic'])),
  offset: new Map(
    [queryConsumerOffset, updateConsumerOffset, getMinOffset, getMaxOffset, searchOffsetByTimestamp].map(
      ({ code }) => [code, 'topic'],
    ),
  ),
  'send-back': new Map([[consumerSendMsgBack.code, 'originTopic']]),
  route: new Map([[getRouteInfoByTopic.code, 'topic']]),
};
/** Nobody listens at the port of tcpmux. */
const NOBODY = '127.0.0.1:1';
const BROKER_ADDRESS = /127\.0\.0\.1:\d+/g;

/** As the refusal names it. */
const DOING: Record<FaultRequests, string> = {
  send: 'sending message',
  pull: 'pulling message',
  offset: 'offset request',
  'send-back': 'send back',
};

const STATUS: Partial<Record<FaultKind, number>> = {
  'flush-disk-timeout': RESPONSE.FLUSH_DISK_TIMEOUT,
  'flush-slave-timeout': RESPONSE.FLUSH_SLAVE_TIMEOUT,
  'slave-not-available': RESPONSE.SLAVE_NOT_AVAILABLE,
};

interface Armed {
  fault: Fault;
  left: number;
  draw: () => number;
}

/** The faults in force. A request meets at most one: the first that is about it and whose count or draw says so. */
export class FaultTable {
  readonly #host: HostClock;
  #armed: Armed[] = [];

  constructor(host: HostClock, faults: readonly Fault[] = []) {
    this.#host = host;
    this.set(faults);
  }

  /** Instead of those before. The same list meets the same requests: draws begin anew. */
  set(faults: readonly Fault[]): void {
    this.#armed = faults.map((fault, index) => ({
      fault,
      left: fault.count ?? Number.POSITIVE_INFINITY,
      draw: seededRandom(index + 1),
    }));
  }

  /** The call as its handler gets it: with a fault, its answer takes another way. Throws Refusal (16) for `forbidden`. */
  pass(call: Call): Call {
    const fault = this.#met(call.request);
    if (fault === undefined) return call;
    if (fault.kind === 'forbidden')
      throw new Refusal(
        RESPONSE.NO_PERMISSION,
        `the topic[${topicOf(call.request, fault.on ?? 'send')}] ${DOING[fault.on ?? 'send']} is forbidden`,
      );
    return { ...call, respond: this.#answering(fault, call) };
  }

  #met(request: Command): Fault | undefined {
    const met = this.#armed.find((armed) => isAbout(armed.fault, request) && isDrawn(armed));
    if (met !== undefined) met.left--;
    return met?.fault;
  }

  #answering({ kind, delayMs = 0 }: Fault, { connection, respond }: Call): Call['respond'] {
    if (kind === 'silent') return () => {};
    if (kind === 'closed') return () => connection.destroy();
    if (kind === 'slow') return (reply) => void this.#host.setTimeout(() => respond(reply), delayMs);
    if (kind === 'unreachable') return (reply) => respond(unreachable(reply));
    return (reply) => respond(isStored(reply) ? { ...reply, code: STATUS[kind] } : reply);
  }
}

function isAbout({ topic, kind, on = 'send' }: Fault, request: Command): boolean {
  const asked = topicOf(request, kind === 'unreachable' ? 'route' : on);
  return asked !== undefined && (topic === '*' || topic === asked);
}

function isDrawn({ fault, left, draw }: Armed): boolean {
  return left > 0 && (fault.share === undefined || draw() < fault.share);
}

function topicOf({ code, extFields }: Command, of: keyof typeof TOPIC_FIELD): string | undefined {
  const field = TOPIC_FIELD[of].get(code);
  return field === undefined ? undefined : extFields[field];
}

const isStored = ({ code = RESPONSE.SUCCESS }: Reply): boolean => code === RESPONSE.SUCCESS;

function unreachable(reply: Reply): Reply {
  if (reply.body === undefined) return reply;
  return {
    ...reply,
    body: Buffer.from(Buffer.from(reply.body).toString('utf8').replace(BROKER_ADDRESS, NOBODY)),
  };
}
