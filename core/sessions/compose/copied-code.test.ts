import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { browseNewest } from '../../admin/browse/browse.ts';
import { ClientInstance } from '../../client/client-instance.ts';
import { systemClock } from '../../clock.ts';
import { documentedCalls } from '../../contract/documented.ts';
import { CODE_LANGUAGES, writeCode } from '../../model/code/code.ts';
import type { CodeMessage } from '../../model/code/code-message.ts';
import { messagesInPython } from '../../model/code/messages-in-python.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import { RESERVED_PROPERTIES } from '../../model/properties.ts';
import { ConnectionPool } from '../../remoting/connection-pool.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

// Other processes are started.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const root = fileURLToPath(new URL('../../../', import.meta.url));
const jars = path.join(root, '.toolchain', 'rocketmq', '5.3.3');
const signatures = Object.fromEntries(
  Object.entries(documentedCalls).map(([name, { input }]) => [name, Object.keys(input.shape)]),
);

/** Everything that is hard to quote. */
const TRICKY = 'a"b\'c\\n\\u0022 $HOME `x` %s {{seq}} \u2028 中文 😀\t\n';
const message: CodeMessage = {
  topic: 'order-events',
  tag: 'paid\'"\\',
  keys: ['ORD-20931', "it's"],
  properties: [
    ['source', 'gantry'],
    ['odd "name"', '\\ \' " $x 值'],
  ],
  body: new TextEncoder().encode(TRICKY),
  delayLevel: 0,
  mode: 'sync',
};
const VARIANTS: [string, CodeMessage][] = [
  ['text, sync', message],
  ['bytes, one-way', { ...message, body: Uint8Array.of(0, 255, 10, 0), mode: 'oneway' }],
  ['by key', { ...message, mode: 'orderly', orderly: { by: 'hash', key: 'ORD-20931', retries: 1 } }],
  ['modulo', { ...message, mode: 'orderly', orderly: { by: 'modulo', number: 20_931, retries: 0 } }],
  ['by index', { ...message, mode: 'orderly', orderly: { by: 'index', number: 6, retries: 0 } }],
  [
    'a long text',
    {
      ...message,
      tag: '',
      keys: [],
      properties: [],
      body: new TextEncoder().encode('long 😀'.repeat(20_000)),
    },
  ],
];
/** Of a topic with 8 queues. */
const QUEUES: Record<string, number> = { 'by key': 5, modulo: 3, 'by index': 6 };

let sandbox: Sandbox;
let client: ClientInstance;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ topics: [{ name: 'order-events', queues: 8 }] });
  client = new ClientInstance({
    nameServers: [sandbox.nameServer],
    transport: new ConnectionPool({ clock: systemClock }),
    clock: systemClock,
  });
  client.start();
  folder = mkdtempSync(path.join(tmpdir(), 'gantry-code-'));
});
afterAll(async () => {
  await client.close();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs what `write` wrote and gives what was stored by it. */
async function storedBy(run: () => void): Promise<ReceivedMessage | undefined> {
  run();
  return await vi.waitFor(async () => {
    const { messages } = await browseNewest(client, 'order-events', { maxRows: 1 });
    expect(messages[0]?.uniqueKey).not.toBe(last?.uniqueKey);
    last = messages[0];
    return last;
  }, 5_000);
}
let last: ReceivedMessage | undefined;

function expectSame(stored: ReceivedMessage | undefined, name: string, sent: CodeMessage): void {
  expect(Buffer.from(stored?.body ?? [])).toEqual(Buffer.from(sent.body));
  expect(stored?.tag).toBe(sent.tag);
  expect(stored?.keys).toBe(sent.keys.join(' '));
  const own = stored?.properties.filter(([property]) => !RESERVED_PROPERTIES.has(property)) ?? [];
  expect(own.sort()).toEqual([...sent.properties].sort());
  const queue = QUEUES[name];
  if (queue !== undefined) expect(stored?.queue.queueId).toBe(queue);
}

const target = (): { nameServers: string; signed: boolean } => ({
  nameServers: sandbox.nameServer,
  signed: false,
});

describe('copied code', () => {
  it.each(VARIANTS)('for Node sends the same: %s', async (name, sent) => {
    const file = path.join(folder, 'send.mjs');
    const code = writeCode('node', sent, target()).replaceAll(
      "'./core/",
      `'${pathToFileURL(root).href}core/`,
    );
    writeFileSync(file, code);
    expectSame(await storedBy(() => execFileSync(process.execPath, [file], { stdio: 'pipe' })), name, sent);
  });

  const noJava = !existsSync(jars) && 'no client of Java in .toolchain/rocketmq';
  it.skipIf(noJava)('for Java sends the same', async () => {
    const file = path.join(folder, 'SendMessage.java');
    // Each takes seconds: the compiler runs. Between them they have every kind of literal and selector.
    for (const [name, sent] of VARIANTS.filter(([name]) =>
      ['by key', 'modulo', 'a long text'].includes(name),
    )) {
      writeFileSync(file, writeCode('java', sent, target()));
      const run = () => execFileSync('java', ['-cp', `${jars}/*`, file], { stdio: 'pipe' });
      expectSame(await storedBy(run), name, sent);
    }
  });

  it.each(VARIANTS)('for Python reads back as the same: %s', (_name, sent) => {
    const code = writeCode('python', sent, target());
    expect(messagesInPython(code, signatures)).toEqual([{ line: expect.any(Number), message: sent }]);
  });

  it.each(CODE_LANGUAGES)(
    'has placeholders instead of keys, and a domain where one is used: %s',
    (language) => {
      const code = writeCode(language, message, {
        nameServers: 'http://ns.test:8080/rocketmq/nsaddr',
        signed: true,
      });
      expect(code).toContain('ns.test:8080');
      if (language !== 'mqadmin') expect(code).toMatch(/YOUR_ACCESS_KEY[\s\S]*YOUR_SECRET_KEY/);
    },
  );

  it('for mqadmin is one line for a shell, and says what is lost', () => {
    const plain = { ...message, properties: [] };
    expect(writeCode('mqadmin', { ...plain, body: new TextEncoder().encode("it's") }, target())).toBe(
      `mqadmin sendMessage -n ${sandbox.nameServer} -t order-events -c 'paid'\\''"\\' -k 'ORD-20931 it'\\''s' -p 'it'\\''s'\n`,
    );
    expect(writeCode('mqadmin', { ...message, body: Uint8Array.of(255), delayLevel: 3 }, target())).toMatch(
      /^# mqadmin does not carry: a body that is no text, properties, the delay level\.\n# mqadmin/,
    );
  });
});
