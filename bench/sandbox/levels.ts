import { setTimeout as sleep } from 'node:timers/promises';
import { DELAY_LEVELS, delayMs } from '../../core/model/delay.ts';
import { decodeReply } from '../../core/protocol/define-request.ts';
import { decodeMessages } from '../../core/protocol/message-codec.ts';
import { parseOffsetMsgId } from '../../core/protocol/offset-id.ts';
import { queryMessage, viewMessageById } from '../../core/protocol/requests/query.ts';
import { sendMessageV2 } from '../../core/protocol/requests/send.ts';
import { RawPeer } from '../../core/sandbox/raw-peer.ts';

const POLL_MS = 200;
const FOR_EVER = Number.MAX_SAFE_INTEGER;

interface Lateness {
  level: number;
  /** Host milliseconds between the due time and being stored anew. */
  lateMs: number;
}

/** One message of each delay level, sent at once; how late each is there, by the sandbox's own store times. */
export async function levels(broker: string, rate: number): Promise<Lateness[]> {
  const peer = new RawPeer(broker);
  const results = DELAY_LEVELS.map(async (_, index): Promise<Lateness> => {
    const level = index + 1;
    const waitingMs = await sent(peer, level);
    await sleep(delayMs(level) / rate);
    const deliveredMs = await delivered(peer, level);
    return { level, lateMs: (deliveredMs - waitingMs - delayMs(level)) / rate };
  });
  const all = await Promise.all(results);
  peer.end();
  return all;
}

/** The broker's time when the message began to wait. */
async function sent(peer: RawPeer, level: number): Promise<number> {
  const properties = `DELAY\u0001${level}\u0002KEYS\u0001level${level}\u0002`;
  const answer = await peer.ask(
    sendMessageV2,
    {
      producerGroup: 'p',
      topic: 'T',
      defaultTopic: 'TBW102',
      defaultTopicQueueNums: 1,
      queueId: 0,
      sysFlag: 0,
      bornTimestamp: Date.now(),
      flag: 0,
      properties,
    },
    'x',
  );
  const place = parseOffsetMsgId(decodeReply(sendMessageV2, answer).msgId);
  const { body } = await peer.ask(viewMessageById, { offset: place?.commitLogOffset ?? -1 });
  return decodeMessages(body, 'b')[0]?.storeTimestamp ?? Number.NaN;
}

async function delivered(peer: RawPeer, level: number): Promise<number> {
  for (;;) {
    const header = { topic: 'T', key: `level${level}`, maxNum: 1, beginTimestamp: 0, endTimestamp: FOR_EVER };
    const { code, body } = await peer.ask(queryMessage, header);
    if (code === 0) return decodeMessages(body, 'b')[0]?.storeTimestamp ?? Number.NaN;
    await sleep(POLL_MS);
  }
}
