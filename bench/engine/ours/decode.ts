import { bodyCrc } from '../../../core/protocol/crc32.ts';
import { decodeMessages, encodeStoredMessage } from '../../../core/protocol/message-codec.ts';
import type { Figures } from '../figures.ts';
import { BODY_BYTES } from './send.ts';

const PER_PULL = 32;
/** So many pulls that they do not all lie in the processor's cache. */
const PULLS = 200;
const ROUND_MS = 1_000;

/** The decoder with everything asked for (texts, properties, ids, the CRC, the body copied away) beside a plain copy. */
export function decode(): Figures {
  const pulls = Array.from({ length: PULLS }, (_, index) => pull(index * PER_PULL));
  const bytes = pulls.reduce((sum, { length }) => sum + length, 0);
  const target = Buffer.alloc(pulls[0]?.length ?? 0);
  const rounds = {
    decodeMBPerSecond: () => {
      for (const one of pulls) for (const each of decodeMessages(one, 'broker-a')) readAll(each);
    },
    copyMBPerSecond: () => {
      for (const one of pulls) one.copy(target);
    },
  };
  megabytesPerSecond(bytes, rounds.decodeMBPerSecond);
  return {
    decodeMBPerSecond: megabytesPerSecond(bytes, rounds.decodeMBPerSecond),
    copyMBPerSecond: megabytesPerSecond(bytes, rounds.copyMBPerSecond),
  };
}

type Decoded = ReturnType<typeof decodeMessages>[number];

const kept = Buffer.alloc(BODY_BYTES);

function readAll(stored: Decoded): void {
  const { topic, properties, uniqueKey, tag, keys, bornHost, storeHost, offsetMsgId } = stored;
  const texts = [topic, uniqueKey, tag, keys, bornHost, storeHost, offsetMsgId];
  kept.set(stored.body);
  if (texts.includes('') || properties.length === 0 || bodyCrc(kept) !== stored.bodyCrc)
    throw new Error('A message was not decoded whole');
}

function pull(firstOffset: number): Buffer {
  return Buffer.concat(Array.from({ length: PER_PULL }, (_, index) => record(firstOffset + index)));
}

function record(queueOffset: number): Buffer {
  return encodeStoredMessage({
    topic: 'gantry-bench-decode',
    queueId: 3,
    queueOffset,
    commitLogOffset: queueOffset * 1_200,
    flag: 0,
    sysFlag: 0,
    bornTimestamp: 1_764_000_000_000,
    bornHost: '127.0.0.1:40911',
    storeTimestamp: 1_764_000_000_001,
    storeHost: '127.0.0.1:40911',
    reconsumeTimes: 0,
    preparedTransactionOffset: 0,
    body: Buffer.alloc(BODY_BYTES, `{"orderId":"ORD-${queueOffset}"}`),
    properties: [
      ['KEYS', `ORD-${queueOffset}`],
      ['TAGS', 'paid'],
      ['UNIQ_KEY', `7F000001A2B318B4AAC2${queueOffset.toString(16).padStart(12, '0')}`],
      ['WAIT', 'true'],
      ['MSG_REGION', 'DefaultRegion'],
      ['CLUSTER', 'DefaultCluster'],
    ],
  });
}

/** By processor time: nothing here waits, and what else the machine does is not to count. */
function megabytesPerSecond(bytes: number, round: () => void): number {
  const cpu = process.cpuUsage();
  let rounds = 0;
  let usedMs = 0;
  while (usedMs < ROUND_MS) {
    round();
    rounds++;
    const { user, system } = process.cpuUsage(cpu);
    usedMs = (user + system) / 1_000;
  }
  return (bytes * rounds) / 1e6 / (usedMs / 1_000);
}
