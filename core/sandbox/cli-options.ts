import { parseArgs } from 'node:util';
import { parseDelayLevels } from '../model/delay.ts';
import { ACCOUNT_USAGE, parseAccount } from './access/account.ts';
import type { BrokerOptions } from './broker.ts';
import { FAULT_USAGE, parseFault } from './faults/fault.ts';
import { SETTING_NAMES, settingProblem } from './state/broker-config.ts';

export interface CliOptions extends Omit<BrokerOptions, 'host'> {
  help: boolean;
  /** Order and payment traffic. */
  seedDemo: boolean;
}

const DEFAULT_NAME_SERVER_PORT = 9_876;
const DEFAULT_BROKER_PORT = 10_911;
const MAX_PORT = 65_535;
const MAX_RATE = 3_600;
const MAX_QUEUES = 1_024;

export const USAGE = `npm run sandbox -- [options]

  --name-server-port N  default ${DEFAULT_NAME_SERVER_PORT}; 0 = any free one
  --broker-port N       default ${DEFAULT_BROKER_PORT}; 0 = any free one; a second broker's is 20 above
  --brokers 1|2         two are named sandbox-a and sandbox-b
  --topics NAME:QUEUES  made at the start; several separated by commas
  --delay-levels TEXT   as messageDelayLevel: "1s 5s 10s"
  --clock RATE          broker time per host time: 1 (default), 10, 60; 0 stands still
  --seed demo           a small shop's order and payment messages
  --acl KEYS            may be repeated: ${ACCOUNT_USAGE}
  --fault FAULT         may be repeated: ${FAULT_USAGE}
  --config NAME=VALUE   may be repeated: ${SETTING_NAMES.join(', ')}
  --max-bytes N         messages kept per broker; default 268435456
  --data DIR            keeps messages, topics and offsets over a restart

Prints {"nameServer":"host:port","broker":"host:port"} when it is ready, with "brokers" when there are two. Ends on
SIGTERM or SIGINT.`;

/** Throws with a sentence for what is no option or no value of it. */
export function readOptions(args: string[]): CliOptions {
  const { values } = parseArgs({
    args,
    options: {
      'name-server-port': { type: 'string', default: String(DEFAULT_NAME_SERVER_PORT) },
      'broker-port': { type: 'string', default: String(DEFAULT_BROKER_PORT) },
      brokers: { type: 'string', default: '1' },
      topics: { type: 'string', default: '' },
      'delay-levels': { type: 'string' },
      clock: { type: 'string', default: '1' },
      seed: { type: 'string' },
      acl: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
      config: { type: 'string', multiple: true, default: [] },
      'max-bytes': { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.seed !== undefined && values.seed !== 'demo')
    throw new Error(`--seed ${values.seed}: is not demo.`);
  const { data, 'delay-levels': delayLevels, 'max-bytes': maxBytes } = values;
  if (delayLevels !== undefined) parseDelayLevels(delayLevels);
  return {
    help: values.help,
    seedDemo: values.seed === 'demo',
    nameServerPort: numberIn('--name-server-port', values['name-server-port'], 0, MAX_PORT),
    brokerPort: numberIn('--broker-port', values['broker-port'], 0, MAX_PORT),
    brokers: numberIn('--brokers', values.brokers, 1, 2),
    topics: parseTopics(values.topics),
    clockRate: numberIn('--clock', values.clock, 0, MAX_RATE),
    accounts: values.acl.map(parseAccount),
    faults: values.fault.map(parseFault),
    settings: Object.fromEntries(values.config.map(parseSetting)),
    ...(delayLevels === undefined ? {} : { delayLevels }),
    ...(maxBytes === undefined
      ? {}
      : { maxStoreBytes: numberIn('--max-bytes', maxBytes, 1, Number.MAX_SAFE_INTEGER) }),
    ...(data === undefined ? {} : { dataFolder: data }),
  };
}

function parseTopics(text: string): { name: string; queues: number }[] {
  const parts = text.split(',').filter((part) => part !== '');
  return parts.map((part) => {
    const [name = '', queues = '4'] = part.split(':');
    return { name, queues: numberIn(`--topics ${name}`, queues, 1, MAX_QUEUES) };
  });
}

function parseSetting(text: string): [name: string, value: string] {
  const name = text.slice(0, Math.max(0, text.indexOf('=')));
  const value = text.slice(name.length + 1);
  const problem = SETTING_NAMES.some((known) => known === name)
    ? settingProblem(name, value)
    : `is none of ${SETTING_NAMES.join(', ')}.`;
  if (problem !== undefined) throw new Error(`--config ${text}: ${problem}`);
  return [name, value];
}

function numberIn(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Error(`${option} ${text}: must be a whole number from ${min} to ${max}.`);
  return value;
}
