import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Stop, say, toolchain } from './ground.mjs';
import { brokerIsRouted } from './remoting-probe.mjs';
import { run } from './run.mjs';

const home = join(toolchain, 'rocketmq');
const runs = join(home, 'run');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Those whose server jars are published whole. */
export const versions = ['5.5.0', '5.3.3', '4.9.7'];

function pom(version) {
  const artifacts = ['namesrv', 'broker', 'tools', 'client'].map((name) => [
    'org.apache.rocketmq',
    `rocketmq-${name}`,
    version,
  ]);
  // 4.9 leaves its logging backend to the distribution.
  if (version.startsWith('4.')) artifacts.push(['ch.qos.logback', 'logback-classic', '1.2.10']);
  const dependencies = artifacts.map(
    ([group, name, v]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${v}</version></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>jars</artifactId><version>1</version>
<dependencies>${dependencies.join('\n')}</dependencies></project>\n`;
}

/** The version's jars, fetched with Maven when they are not here yet. */
export async function ensureJars(version) {
  const folder = join(home, version);
  if (existsSync(folder)) return folder;
  say(`Fetching RocketMQ ${version} ...`);
  mkdirSync(home, { recursive: true });
  const temp = mkdtempSync(join(tmpdir(), 'gantry-pom-'));
  // Jars land beside their final place and are renamed last, so that an interrupted fetch counts as none.
  const jars = mkdtempSync(join(home, 'fetch-'));
  try {
    writeFileSync(join(temp, 'pom.xml'), pom(version));
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${jars}`];
    const { code, out, missing } = await run('mvn', ['-q', '-B', ...goal], { cwd: temp });
    if (missing) throw new Stop('Maven is needed to fetch RocketMQ, and is not installed.');
    if (code !== 0) {
      say(out.trim().split('\n').slice(0, 3).join('\n').slice(0, 600));
      throw new Stop(`RocketMQ ${version} could not be fetched; Maven's first lines are above.`);
    }
    renameSync(jars, folder);
  } finally {
    rmSync(temp, { recursive: true, force: true });
    rmSync(jars, { recursive: true, force: true });
  }
  return folder;
}

const opens = [
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-opens=java.base/java.lang=ALL-UNNAMED',
  '--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED',
  '--add-exports=java.base/sun.nio.ch=ALL-UNNAMED',
];

/** Where a broker keeps its files; `conf` is a folder in it. */
export const runFolder = (version, brokerPort) => join(runs, `${version}-${brokerPort}`);

/** The arguments of a Java program of RocketMQ that keeps all its files in one folder. */
function java(classPath, folder, options, mainClass, args) {
  const place = [
    `-Drocketmq.home.dir=${folder}`,
    `-Duser.home=${folder}`,
    `-Drocketmq.client.logRoot=${join(folder, 'logs')}`,
    // 5.x; without it every program prints pages about its own logging first.
    `-Drmq.logback.configurationFile=${join(folder, 'conf', 'rmq.logback.xml')}`,
  ];
  const loopback = ['-Djava.net.preferIPv4Stack=true'];
  return [...opens, ...options, ...place, ...loopback, '-cp', classPath, mainClass, ...args];
}

const classPathOf = (jars) => join(jars, '*');

/** The arguments of a Java program in the folder `classes` that uses a broker's client jars. */
export const clientProgram = ({ jars, folder }, classes, options, mainClass, args) =>
  java([classes, classPathOf(jars)].join(delimiter), folder, options, mainClass, args);

const inFolder = (folder) => ({ ...process.env, ROCKETMQ_HOME: folder });

function launch(state, name, memory, mainClass, config) {
  const log = openSync(join(state.folder, `${name}.out`), 'a');
  const properties = Object.entries(state.system ?? {}).map(([key, value]) => `-D${key}=${value}`);
  const args = java(classPathOf(state.jars), state.folder, [...memory, ...properties], mainClass, [
    '-c',
    config,
  ]);
  const child = spawn('java', args, {
    cwd: state.folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: inFolder(state.folder),
  });
  child.on('error', () => {});
  child.unref();
  if (!child.pid) throw new Stop('Java is needed to run RocketMQ, and is not installed.');
  return child.pid;
}

const launchNameServer = (state) =>
  launch(
    state,
    'namesrv',
    ['-Xmx512m'],
    'org.apache.rocketmq.namesrv.NamesrvStartup',
    join(state.folder, 'ns.conf'),
  );

const launchBroker = (state) =>
  launch(
    state,
    'broker',
    ['-Xms256m', '-Xmx1g', '-XX:MaxDirectMemorySize=1g'],
    'org.apache.rocketmq.broker.BrokerStartup',
    join(state.folder, 'broker.conf'),
  );

/** Whether the process lives and is still the one we started: ids are used again after a while. */
function alive(pid, state) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const file = `/proc/${pid}/cmdline`;
  return !existsSync(file) || readFileSync(file, 'utf8').includes(state.folder);
}

const stateFile = (folder) => join(folder, 'state.json');
const save = (state) => writeFileSync(stateFile(state.folder), `${JSON.stringify(state, null, 2)}\n`);

/** Every broker started from here that still has a process. */
export function running() {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .map((name) => stateFile(join(runs, name)))
    .filter(existsSync)
    .map((path) => JSON.parse(readFileSync(path, 'utf8')))
    .map((state) => ({
      ...state,
      brokerAlive: alive(state.brokerPid, state),
      nameServerAlive: alive(state.nameServerPid, state),
    }))
    .filter((state) => state.brokerAlive || state.nameServerAlive);
}

const portIsFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

async function requireFree(ports) {
  for (const port of ports) {
    if (!(await portIsFree(port)))
      throw new Stop(`Port ${port} is taken; choose others with --name-server-port and --broker-port.`);
  }
}

function writeConfig(state, { brokerName, delayLevels, conf, files, credentials }) {
  mkdirSync(join(state.folder, 'conf'), { recursive: true });
  const tools = credentials && `accessKey: ${credentials.accessKey}\nsecretKey: ${credentials.secretKey}\n`;
  for (const [name, text] of Object.entries({ ...files, ...(tools && { 'tools.yml': tools }) }))
    writeFileSync(join(state.folder, 'conf', name), text, { mode: 0o600 });
  const quiet = '<configuration><root level="WARN"/></configuration>\n';
  // 4.9 looks for one file by program, 5.x for the one it is told.
  for (const name of ['logback_broker', 'logback_namesrv', 'logback_tools', 'rmq.logback'])
    writeFileSync(join(state.folder, 'conf', `${name}.xml`), quiet);
  const settings = {
    brokerClusterName: 'DefaultCluster',
    brokerName,
    brokerId: 0,
    // Without it clients are told a machine address that may be unreachable.
    brokerIP1: '127.0.0.1',
    brokerIP2: '127.0.0.1',
    // 5.x only; 4.9 and the replication port always listen everywhere, so keep such a machine behind a firewall.
    bindAddress: '127.0.0.1',
    listenPort: state.broker.split(':')[1],
    namesrvAddr: state.nameServer,
    storePathRootDir: join(state.folder, 'store'),
    storePathCommitLog: join(state.folder, 'store', 'commitlog'),
    mappedFileSizeCommitLog: 67_108_864,
    mappedFileSizeConsumeQueue: 600_000,
    autoCreateTopicEnable: true,
    enablePropertyFilter: true,
    diskMaxUsedSpaceRatio: 95,
    ...(delayLevels ? { messageDelayLevel: delayLevels } : {}),
    ...conf,
  };
  const text = (table) =>
    Object.entries(table)
      .map(([key, value]) => `${key}=${value}\n`)
      .join('');
  writeFileSync(join(state.folder, 'broker.conf'), text(settings));
  writeFileSync(
    join(state.folder, 'ns.conf'),
    text({ listenPort: state.nameServer.split(':')[1], bindAddress: '127.0.0.1' }),
  );
}

async function untilRouted(state, limitMs = 90_000) {
  const end = Date.now() + limitMs;
  const tls = state.system?.['tls.server.mode'] === 'enforcing';
  while (Date.now() < end) {
    if (await brokerIsRouted(state.nameServer, state.broker, { tls })) return;
    if (!alive(state.brokerPid, state)) break;
    await sleep(200);
  }
  const said = existsSync(join(state.folder, 'broker.out'))
    ? readFileSync(join(state.folder, 'broker.out'), 'utf8')
    : '';
  say(said.trim().split('\n').slice(-5).join('\n'));
  throw new Stop(
    `RocketMQ ${state.version} did not come up; what its broker said is above and in ${state.folder}.`,
  );
}

/**
 * Starts a name server and a broker on loopback and resolves with their state once the broker is in the route.
 * `join` names a running name server to register with instead, for a second broker. `conf` adds to broker.conf, `files`
 * (text by name) to the folder conf, `system` to the Java system properties of both; mqadmin signs with `credentials`.
 */
export async function start(
  version,
  {
    nameServerPort,
    brokerPort,
    brokerName = 'broker-a',
    join: joined,
    delayLevels,
    conf = {},
    files = {},
    system = {},
    credentials,
  },
) {
  const jars = await ensureJars(version);
  // The broker also listens on port - 2 (the fast lane) and port + 1 (replication).
  await requireFree([...(joined ? [] : [nameServerPort]), brokerPort, brokerPort - 2, brokerPort + 1]);
  const folder = runFolder(version, brokerPort);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const state = {
    version,
    folder,
    jars,
    system,
    nameServer: joined ?? `127.0.0.1:${nameServerPort}`,
    broker: `127.0.0.1:${brokerPort}`,
  };
  writeConfig(state, { brokerName, delayLevels, conf, files, credentials });
  try {
    if (!joined) state.nameServerPid = launchNameServer(state);
    save(state);
    state.brokerPid = launchBroker(state);
    save(state);
    await untilRouted(state);
  } catch (error) {
    await stop(state);
    throw error;
  }
  return state;
}

async function end(pid, state, limitMs) {
  if (!alive(pid, state)) return;
  process.kill(pid, 'SIGTERM');
  const until = Date.now() + limitMs;
  while (alive(pid, state) && Date.now() < until) await sleep(100);
  if (alive(pid, state)) process.kill(pid, 'SIGKILL');
}

/** Ends broker, then name server, cleanly; what hangs for 20 s is killed. Its store is removed with it. */
export async function stop(state) {
  await end(state.brokerPid, state, 20_000);
  await end(state.nameServerPid, state, 5_000);
  rmSync(join(state.folder, 'store'), { recursive: true, force: true });
}

/** Kills the broker as a power cut would; name server and store stay. */
export function kill(state) {
  if (alive(state.brokerPid, state)) process.kill(state.brokerPid, 'SIGKILL');
}

/** Stops the broker in its tracks, as a long garbage collection would: it accepts connections and says nothing. */
export const pause = (state) => process.kill(state.brokerPid, 'SIGSTOP');
export const resume = (state) => process.kill(state.brokerPid, 'SIGCONT');

/** Kills the name server; the broker goes on without it. */
export function killNameServer(state) {
  if (alive(state.nameServerPid, state)) process.kill(state.nameServerPid, 'SIGKILL');
}

/** Starts the name server again, which knows nothing until brokers have registered anew, within 30 s. */
export async function restartNameServer(state) {
  await end(state.nameServerPid, state, 5_000);
  state.nameServerPid = launchNameServer(state);
  save(state);
  await untilRouted(state);
  return state;
}

/** Starts the broker again on the store it had, ending it cleanly first where it still runs. */
export async function restartBroker(state) {
  await end(state.brokerPid, state, 20_000);
  state.brokerPid = launchBroker(state);
  save(state);
  await untilRouted(state);
  return state;
}

/** Runs mqadmin against that broker's name server, by default with the terminal handed over. */
export const admin = (state, args, show = 'live') =>
  run(
    'java',
    java(
      classPathOf(state.jars),
      state.folder,
      ['-Xmx256m'],
      'org.apache.rocketmq.tools.command.MQAdminStartup',
      [...args, '-n', state.nameServer],
    ),
    {
      show,
      env: inFolder(state.folder),
    },
  );
