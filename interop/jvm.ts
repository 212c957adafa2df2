import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot, Stop } from '../scripts/lib/ground.mjs';
import { run } from '../scripts/lib/run.mjs';
import { type Row, rowIn } from './rows.ts';

const SOURCES = inRoot('interop', 'java');
const MAIN_CLASS = 'Interop';
/** The cores are shared with the broker: a small heap, and no compiler threads that optimise for hours. */
const SPARING = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Which broker the behaviours run on. */
export interface Place {
  nameServer: string;
  /** Of the broker for behaviours that wait long, whose clock runs `turnedRate` times as fast. */
  turnedNameServer: string;
  turnedRate: number;
  /** Of the broker that wants the keys of Keys.java. */
  guardedNameServer: string;
}

/** Compiles the behaviours against a release's jars and returns the class path. Throws Stop with the compiler's words. */
async function compile(jars: string, classes: string): Promise<string> {
  const sources = readdirSync(SOURCES).map((name) => path.join(SOURCES, name));
  const options = ['-nowarn', '-encoding', 'UTF-8', '-d', classes, '-cp', path.join(jars, '*')];
  const { code, out, missing } = await run('javac', [...options, ...sources]);
  if (missing) throw new Stop('javac is needed for interop, and is not installed.');
  if (code !== 0) throw new Stop(`The behaviours do not compile against ${jars}:\n${out}`);
  return [classes, path.join(jars, '*')].join(path.delimiter);
}

/**
 * Compiles the behaviours against the `jars` in that folder, runs those whose names hold `wanted` ('' = all) in one JVM,
 * and tells of each as it ends. One that the JVM did not come to, since it ended, counts as failed; so does a JVM that
 * says nothing.
 */
export async function runJvm(
  jars: string,
  place: Place,
  wanted: string,
  onRow: (row: Row) => void,
): Promise<Row[]> {
  const home = mkdtempSync(path.join(tmpdir(), 'gantry-interop-'));
  try {
    const classPath = await compile(jars, path.join(home, 'classes'));
    return await collect(spawnJvm(classPath, place, home), wanted, onRow);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** All that the client writes lands in `home`. */
function spawnJvm(classPath: string, place: Place, home: string) {
  const conf = path.join(home, 'conf');
  mkdirSync(conf);
  const logging = path.join(conf, 'rmq.logback.xml');
  // mqadmin of 4.9 reads the file of this name and is silent without it.
  for (const file of [logging, path.join(conf, 'logback_tools.xml')])
    writeFileSync(file, '<configuration><root level="OFF"/></configuration>\n');
  const properties = {
    'java.net.preferIPv4Stack': 'true',
    'user.home': home,
    'rocketmq.home.dir': home,
    'rocketmq.client.logRoot': path.join(home, 'logs'),
    'rocketmq.client.localOffsetStoreDir': path.join(home, 'offsets'),
    'rmq.logback.configurationFile': logging,
    'logback.configurationFile': logging,
  };
  const options = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  const { nameServer, turnedNameServer, turnedRate, guardedNameServer } = place;
  const targets = [nameServer, turnedNameServer, String(turnedRate), guardedNameServer];
  return spawn('java', [...SPARING, ...options, '-cp', classPath, MAIN_CLASS, ...targets], {
    // mqadmin consumerStatus writes to where it stands.
    cwd: home,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function collect(
  jvm: ReturnType<typeof spawnJvm>,
  wanted: string,
  onRow: (row: Row) => void,
): Promise<Row[]> {
  process.once('exit', () => jvm.kill());
  const rows: Row[] = [];
  let expected = 1;
  let said = '';
  jvm.stderr.on('data', (chunk: Uint8Array) => {
    said = (said + String(chunk)).slice(-2_000);
  });
  const ended = new Promise<void>((resolve) => {
    jvm.on('close', () => resolve());
    jvm.on('error', () => resolve());
  });
  // It may have ended before it read.
  jvm.stdin.on('error', () => {});
  jvm.stdin.end(`${wanted === '' ? 'all' : wanted}\n`);
  const lines = createInterface({ input: jvm.stdout });
  for await (const line of lines) {
    const [kind, value] = line.split('\t');
    if (kind === 'behaviours') expected = Number(value);
    const row = rowIn(line);
    if (row === undefined) continue;
    rows.push(row);
    onRow(row);
  }
  await ended;
  for (let n = rows.length; n < expected; n++) {
    const row = {
      name: `behaviour ${n + 1} of ${expected}`,
      ok: false,
      ms: 0,
      reason: `the JVM ended: ${said}`,
    };
    rows.push(row);
    onRow(row);
  }
  return rows;
}
