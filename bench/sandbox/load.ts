import { setTimeout as sleep } from 'node:timers/promises';
import { encodeBatch } from '../../core/producer/encode-batch.ts';
import { PULL_SUBSCRIPTION, PULL_SUSPEND, pullMessage } from '../../core/protocol/requests/pull.ts';
import { sendBatchMessage } from '../../core/protocol/requests/send.ts';
import { RawPeer } from '../../core/sandbox/raw-peer.ts';
import type { SandboxProcess } from './sandbox-process.ts';

const TOPIC = 'T';
const QUEUES = 8;
const BODY_BYTES = 1_000;
const BATCH = 32;
/** Batches that may wait for their answer at once. */
const IN_FLIGHT = 64;
const TICK_MS = 5;
/** Lengths in front of each stored message. */
const MIN_RECORD_BYTES = 91;

export interface LoadResult {
  /** Over the whole time. */
  sentPerSecond: number;
  readPerSecond: number;
  refused: number;
  /** Resident memory after the first half, and the most there was after it. */
  halfBytes: number;
  mostBytes: number;
}

/** Sends so many messages of 1 KB in each second and reads them all, by one connection each way for each queue. */
export async function load(sandbox: SandboxProcess, perSecond: number, seconds: number): Promise<LoadResult> {
  const endMs = performance.now() + seconds * 1_000;
  const readers = Array.from({ length: QUEUES }, (_, queueId) => reading(sandbox.broker, queueId));
  const memory = watchMemory(sandbox, endMs);
  const { sent, refused } = await sending(sandbox.broker, perSecond, endMs);
  const read = (await Promise.all(readers.map((reader) => reader.stop(endMs)))).reduce((a, b) => a + b, 0);
  return { sentPerSecond: sent / seconds, readPerSecond: read / seconds, refused, ...(await memory) };
}

/** As many as are due at each tick, however late it comes. */
async function sending(broker: string, perSecond: number, endMs: number) {
  const peer = new RawPeer(broker);
  const body = encodeBatch(
    Array.from({ length: BATCH }, (_, n) => ({
      message: {
        topic: TOPIC,
        body: Buffer.alloc(BODY_BYTES, 'x'),
        tag: '',
        keys: [],
        delayLevel: 0,
        properties: [],
      },
      uniqueKey: `K${n}`,
    })),
    BATCH * 2 * BODY_BYTES,
  );
  const begunMs = performance.now();
  const counts = { sent: 0, refused: 0 };
  let asked = 0;
  let inFlight = 0;
  while (performance.now() < endMs) {
    const due = ((performance.now() - begunMs) / 1_000) * perSecond;
    for (; asked < due && inFlight < IN_FLIGHT; asked += BATCH) {
      inFlight++;
      void peer.ask(sendBatchMessage, headerFor(asked / BATCH), body).then(({ code }) => {
        inFlight--;
        if (code === 0) counts.sent += BATCH;
        else counts.refused += BATCH;
      });
    }
    await sleep(TICK_MS);
  }
  peer.end();
  return counts;
}

const headerFor = (batch: number) => ({
  producerGroup: 'p',
  topic: TOPIC,
  defaultTopic: 'TBW102',
  defaultTopicQueueNums: QUEUES,
  queueId: batch % QUEUES,
  sysFlag: 0,
  bornTimestamp: Date.now(),
  flag: 0,
  batch: true,
});

/** Reads a queue on and on; `stop` tells how many messages came. */
function reading(broker: string, queueId: number) {
  const peer = new RawPeer(broker);
  let read = 0;
  let isOver = false;
  const readOn = async (): Promise<void> => {
    let queueOffset = 0;
    while (!isOver) {
      const { body, extFields } = await peer.ask(pullMessage, {
        consumerGroup: 'g',
        topic: TOPIC,
        queueId,
        queueOffset,
        maxMsgNums: BATCH,
        sysFlag: PULL_SUSPEND | PULL_SUBSCRIPTION,
        commitOffset: 0,
        suspendTimeoutMillis: 1_000,
        subscription: '*',
        subVersion: 0,
      });
      read += recordsIn(body);
      queueOffset = Number(extFields.nextBeginOffset ?? queueOffset);
    }
  };
  const done = readOn();
  return {
    async stop(endMs: number): Promise<number> {
      await sleep(Math.max(0, endMs - performance.now()));
      isOver = true;
      await Promise.race([done, sleep(2_000)]);
      peer.end();
      return read;
    },
  };
}

function recordsIn(body: Uint8Array): number {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let count = 0;
  for (let at = 0; at + MIN_RECORD_BYTES <= body.byteLength; at += view.getInt32(at)) count++;
  return count;
}

async function watchMemory(sandbox: SandboxProcess, endMs: number) {
  const halfMs = (performance.now() + endMs) / 2;
  let halfBytes = 0;
  let mostBytes = 0;
  while (performance.now() < endMs) {
    const bytes = sandbox.memoryBytes;
    if (performance.now() < halfMs) halfBytes = bytes;
    else mostBytes = Math.max(mostBytes, bytes);
    await sleep(500);
  }
  return { halfBytes, mostBytes };
}
