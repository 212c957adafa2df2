import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeMessages } from '../protocol/message-codec.ts';
import { PULL_SUBSCRIPTION, pullMessage } from '../protocol/requests/pull.ts';
import { sendMessageV2 } from '../protocol/requests/send.ts';
import { RawPeer } from './raw-peer.ts';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
const IN_FLIGHT = 32;
const BODY = 'x'.repeat(20_000);

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-kill-'));
});
afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<string> {
  const args = ['--name-server-port', '0', '--broker-port', '0', '--topics', 'T:1', '--data', folder];
  child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return (JSON.parse(String(line)) as { broker: string }).broker;
}

async function kill(): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Sends without a pause until the broker is gone; the numbers that were answered. */
async function sendUntilKilled(broker: string, afterAnswers: number): Promise<number[]> {
  const peer = new RawPeer(broker);
  const answered: number[] = [];
  let next = 0;
  const gone = peer.closed();
  const sendOn = async (): Promise<void> => {
    for (;;) {
      const number = next++;
      const header = {
        producerGroup: 'p',
        topic: 'T',
        defaultTopic: 'TBW102',
        defaultTopicQueueNums: 4,
        queueId: 0,
        sysFlag: 0,
        bornTimestamp: 1,
        flag: 0,
      };
      if ((await peer.ask(sendMessageV2, header, `${number} ${BODY}`)).code === 0) answered.push(number);
      if (answered.length === afterAnswers) void kill();
    }
  };
  for (let line = 0; line < IN_FLIGHT; line++) void sendOn();
  await gone;
  return answered;
}

async function storedNumbers(broker: string): Promise<number[]> {
  const peer = new RawPeer(broker);
  const numbers: number[] = [];
  for (;;) {
    const answer = await peer.ask(pullMessage, {
      consumerGroup: 'g',
      topic: 'T',
      queueId: 0,
      queueOffset: numbers.length,
      maxMsgNums: 32,
      sysFlag: PULL_SUBSCRIPTION,
      commitOffset: 0,
      suspendTimeoutMillis: 0,
      subscription: '*',
      subVersion: 0,
    });
    if (answer.code !== 0) break;
    for (const { queueOffset, body } of decodeMessages(answer.body, 'b')) {
      expect(queueOffset).toBe(numbers.length);
      numbers.push(Number(Buffer.from(body).toString().split(' ')[0]));
    }
  }
  peer.end();
  return numbers;
}

it('has every message that was answered, in one gapless queue, after it was killed while writing', async () => {
  const answered = await sendUntilKilled(await start(), 500);
  const stored = await storedNumbers(await start());
  expect(answered.length).toBeGreaterThanOrEqual(500);
  const kept = new Set(stored);
  expect(answered.filter((number) => !kept.has(number))).toEqual([]);
  expect(kept.size).toBe(stored.length);
}, 60_000);
