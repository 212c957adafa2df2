import { encodeBase64 } from '../base64.ts';
import type { CodeMessage, CodeTarget } from './code-message.ts';
import { documentedSend } from './documented-send.ts';
import type { PythonFunction, PythonValue } from './python/python-value.ts';
import { quoted } from './quoted.ts';

/** Functions that go to the network. */
const AWAITED = [
  'StartProducer',
  'SendMessageSync',
  'SendMessageOneway',
  'SendMessageOrderly',
  'ShutdownProducer',
];
/** Where the documented functions stand, from Gantry's own folder. */
const MODULE = './core/documented-api/index.ts';

/** For the engine of Gantry itself, in its folder. */
export function nodeCode(message: CodeMessage, target: CodeTarget): string {
  const calls = documentedSend(message, target);
  const names = [...new Set(calls.map(({ name }) => name))];
  const byHash = message.mode === 'orderly' && message.orderly?.by === 'hash';
  const lines = calls.map(({ name, args, target: result }) => {
    const call = `${AWAITED.includes(name) ? 'await ' : ''}${name}(${args.map(valueText).join(', ')})`;
    return `${result === undefined ? '' : `const ${result} = `}${call};`;
  });
  return [
    `import {\n${names.map((name) => `  ${name},`).join('\n')}\n} from '${MODULE}';`,
    ...(byHash ? ["import { hashIndex } from './core/model/orderly.ts';"] : []),
    '',
    ...lines,
    ...(message.mode === 'oneway' ? [] : ['console.log(result.GetMsgId());']),
    '',
  ].join('\n');
}

function valueText(value: PythonValue): string {
  switch (value.kind) {
    case 'text':
      return quoted(value.text);
    case 'bytes':
      return `Buffer.from('${encodeBase64(value.bytes)}', 'base64')`;
    case 'number':
      return String(value.number);
    case 'variable':
      return value.name;
    case 'function':
      return selectorText(value.does);
    default:
      return 'null';
  }
}

function selectorText(does: PythonFunction): string {
  if (does.kind === 'index') return `() => ${does.n}`;
  if (does.kind === 'modulo') return `(queueCount) => ${does.n} % queueCount`;
  return '(queueCount, message, args) => hashIndex(args, queueCount)';
}
