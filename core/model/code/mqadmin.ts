import { utf8Text } from '../utf8.ts';
import type { CodeMessage, CodeTarget } from './code-message.ts';

/** One line for a POSIX shell. What mqadmin cannot carry is said above it. Source: SendMessageCommand.java. */
export function mqadminCode(message: CodeMessage, { nameServers, signed }: CodeTarget): string {
  const { topic, tag, keys, body, orderly, mode } = message;
  const text = utf8Text(body);
  const lost = [
    ...(text === undefined ? ['a body that is no text'] : []),
    ...(message.properties.length > 0 ? ['properties'] : []),
    ...(message.delayLevel > 0 ? ['the delay level'] : []),
    ...(mode === 'oneway' ? ['one-way'] : []),
    ...(mode === 'orderly' ? [`the choice of a queue by ${orderly?.by ?? 'hash'}`] : []),
  ];
  const command = [
    'mqadmin sendMessage',
    `-n ${shell(nameServers)}`,
    `-t ${shell(topic)}`,
    ...(tag === '' ? [] : [`-c ${shell(tag)}`]),
    ...(keys.length === 0 ? [] : [`-k ${shell(keys.join(' '))}`]),
    `-p ${shell(text ?? '')}`,
  ].join(' ');
  return [
    ...(lost.length === 0 ? [] : [`# mqadmin does not carry: ${lost.join(', ')}.`]),
    ...(signed ? ['# It reads access key and secret key from conf/tools.yml.'] : []),
    text === undefined ? `# ${command.replace(/\n/g, ' ')}` : command,
    '',
  ].join('\n');
}

/** Single quotes keep everything but themselves. */
const shell = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
