/** `npm run broker -- ...`: a real RocketMQ on loopback, for tests and for looking at. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { main, Stop, say } from './lib/ground.mjs';
import { onNode24 } from './lib/node24.mjs';
import { admin, kill, restartBroker, running, start, stop, versions } from './lib/rocketmq.mjs';
import { requireSystem } from './lib/system.mjs';

const usage = `npm run broker -- start VERSION [--name-server-port 9876] [--broker-port 10911] [--broker-name broker-a]
                       [--join HOST:PORT] [--delay-levels "1s 2s 3s"] [--conf key=value ...] [--foreground]
                       [--file PATH ...]                            copied into its folder conf
                       [--system key=value ...]                     Java system properties
                       [--access-key A --secret-key S]              mqadmin signs with them
                       stop [VERSION | --all] [--broker-port N]
                       status
                       kill [VERSION] [--broker-port N]             SIGKILL to the broker alone
                       restart-broker [VERSION] [--broker-port N]   on the store it had
                       admin VERSION ARGS...                        mqadmin
VERSION is one of ${versions.join(', ')}.`;

const options = {
  'name-server-port': { type: 'string' },
  'broker-port': { type: 'string' },
  'broker-name': { type: 'string' },
  join: { type: 'string' },
  'delay-levels': { type: 'string' },
  conf: { type: 'string', multiple: true, default: [] },
  file: { type: 'string', multiple: true, default: [] },
  system: { type: 'string', multiple: true, default: [] },
  'access-key': { type: 'string' },
  'secret-key': { type: 'string' },
  foreground: { type: 'boolean' },
  all: { type: 'boolean' },
  yes: { type: 'boolean' },
};

const print = ({ nameServer, broker, brokerPid, version }) =>
  console.log(JSON.stringify({ nameServer, broker, pid: brokerPid, version }));

function port(text, otherwise) {
  const value = Number(text ?? otherwise);
  if (!Number.isInteger(value) || value < 3 || value > 65_534) throw new Stop(`${text} is not a port.`);
  return value;
}

function settings(list, option) {
  return Object.fromEntries(
    list.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Stop(`--${option} ${pair} is not key=value.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function text(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Stop(`--file ${path} cannot be read.`);
  }
}

function credentials({ 'access-key': accessKey, 'secret-key': secretKey }) {
  if ((accessKey === undefined) !== (secretKey === undefined))
    throw new Stop('--access-key and --secret-key go together.');
  return accessKey && { accessKey, secretKey };
}

/** The running brokers that a command means. */
function meant(version, values) {
  return running().filter(
    (state) =>
      (!version || state.version === version) &&
      (!values['broker-port'] || state.broker.endsWith(`:${values['broker-port']}`)),
  );
}

function one(version, values) {
  const found = meant(version, values);
  if (found.length === 0) throw new Stop(`No ${version ? `RocketMQ ${version}` : 'broker'} runs here.`);
  if (found.length > 1) throw several(found);
  return found[0];
}

const several = (found) =>
  new Stop(`Several run here; say which with --broker-port: ${found.map((s) => s.broker).join(', ')}.`);

/** Of brokers that share a name server any will do for mqadmin. */
function administered(version) {
  const found = meant(version, {});
  const nameServers = new Set(found.map((state) => state.nameServer));
  if (nameServers.size > 1)
    throw new Stop(`Several name servers of RocketMQ ${version} run here; stop all but one.`);
  return found[0] ?? one(version, {});
}

const commands = {
  async start(version, values) {
    if (!versions.includes(version)) throw new Stop(usage);
    const brokerPort = port(values['broker-port'], 10_911);
    const settled = {
      nameServerPort: port(values['name-server-port'], 9_876),
      brokerPort,
      brokerName: values['broker-name'],
      join: values.join,
      delayLevels: values['delay-levels'],
      conf: settings(values.conf, 'conf'),
      files: Object.fromEntries(values.file.map((path) => [basename(path), text(path)])),
      system: settings(values.system, 'system'),
      credentials: credentials(values),
    };
    await requireSystem(['java'], { yes: values.yes });
    for (const signal of ['SIGTERM', 'SIGINT']) {
      process.on(signal, async () => {
        await Promise.all(meant(version, { 'broker-port': String(brokerPort) }).map(stop));
        process.exit(0);
      });
    }
    const state = await start(version, settled);
    print(state);
    if (values.foreground) await new Promise(() => setInterval(() => {}, 60_000));
  },
  async stop(version, values) {
    const found = values.all ? running() : meant(version, values);
    if (found.length === 0) say('No broker runs here.');
    // Other people's brokers may be among them.
    if (found.length > 1 && !version && !values.all) throw several(found);
    for (const state of found) {
      await stop(state);
      say(`RocketMQ ${state.version} at ${state.broker} has ended.`);
    }
  },
  async status() {
    for (const state of running()) {
      const { version, nameServer, broker, brokerPid, brokerAlive, nameServerAlive } = state;
      console.log(
        JSON.stringify({ version, nameServer, broker, pid: brokerPid, brokerAlive, nameServerAlive }),
      );
    }
  },
  async kill(version, values) {
    kill(one(version, values));
  },
  async 'restart-broker'(version, values) {
    print(await restartBroker(one(version, values)));
  },
};

await main(async () => {
  await onNode24();
  const [command, version, ...rest] = process.argv.slice(2);
  // mqadmin has options of its own, so nothing after its version is read here.
  if (command === 'admin') {
    if (!version) throw new Stop(usage);
    process.exitCode = (await admin(administered(version), rest)).code;
    return;
  }
  if (!Object.hasOwn(commands, command ?? '')) throw new Stop(usage);
  let parsed;
  try {
    parsed = parseArgs({ args: process.argv.slice(3), options, allowPositionals: true });
  } catch (error) {
    throw new Stop(`${error.message}\n${usage}`);
  }
  await commands[command](parsed.positionals[0], parsed.values);
});
