import { isNameServerDomain } from '../address.ts';
import { encodeBase64 } from '../base64.ts';
import type { OrderlyChoice } from '../orderly.ts';
import { javaHash } from '../tag.ts';
import { utf8Text } from '../utf8.ts';
import {
  ACCESS_KEY_PLACEHOLDER,
  type CodeMessage,
  type CodeTarget,
  PRODUCER_GROUP,
  SECRET_KEY_PLACEHOLDER,
} from './code-message.ts';
import { quoted } from './quoted.ts';

/** For github.com/apache/rocketmq-client-go/v2, 2.1.2. */
export function goCode(message: CodeMessage, target: CodeTarget): string {
  const text = utf8Text(message.body);
  const orderly = message.mode === 'orderly' ? message.orderly : undefined;
  const imports = [
    'context',
    ...(text === undefined ? ['encoding/base64'] : []),
    ...(message.mode === 'oneway' ? [] : ['fmt']),
    '',
    'github.com/apache/rocketmq-client-go/v2',
    'github.com/apache/rocketmq-client-go/v2/primitive',
    'github.com/apache/rocketmq-client-go/v2/producer',
  ];
  return `package main

import (
${imports.map((name) => (name === '' ? '' : `\t${quoted(name)}`)).join('\n')}
)
${orderly === undefined ? '' : selectorText(orderly)}
func main() {
\tp, err := rocketmq.NewProducer(
${options(message, target)
  .map((option) => `\t\t${option},\n`)
  .join('')}\t)
\tcheck(err)
\tcheck(p.Start())
\tdefer p.Shutdown()
${bodyText(message.body, text)}
\tmessage := primitive.NewMessage(${quoted(message.topic)}, body)
${fieldLines(message)
  .map((line) => `\tmessage.${line}\n`)
  .join('')}${sendText(message)}}

func check(err error) {
\tif err != nil {
\t\tpanic(err)
\t}
}
`;
}

function options({ mode, orderly }: CodeMessage, { nameServers, signed }: CodeTarget): string[] {
  const addresses = nameServers.split(';').map((address) => quoted(address.trim()));
  return [
    isNameServerDomain(nameServers)
      ? `producer.WithNameServerDomain(${quoted(nameServers)})`
      : `producer.WithNameServer(primitive.NamesrvAddr{${addresses.join(', ')}})`,
    `producer.WithGroupName(${quoted(PRODUCER_GROUP)})`,
    ...(signed
      ? [
          `producer.WithCredentials(primitive.Credentials{AccessKey: ${quoted(ACCESS_KEY_PLACEHOLDER)}, SecretKey: ${quoted(SECRET_KEY_PLACEHOLDER)}})`,
        ]
      : []),
    ...(mode === 'orderly'
      ? ['producer.WithQueueSelector(selector{})', `producer.WithRetry(${orderly?.retries ?? 0})`]
      : []),
  ];
}

function bodyText(body: Uint8Array, text: string | undefined): string {
  if (text !== undefined) return `\tbody := []byte(${quoted(text)})`;
  return `\tbody, err := base64.StdEncoding.DecodeString(${quoted(encodeBase64(body))})\n\tcheck(err)`;
}

function fieldLines({ tag, keys, properties, delayLevel }: CodeMessage): string[] {
  return [
    ...(tag === '' ? [] : [`WithTag(${quoted(tag)})`]),
    ...(keys.length === 0 ? [] : [`WithKeys([]string{${keys.map(quoted).join(', ')}})`]),
    ...properties.map(([name, value]) => `WithProperty(${quoted(name)}, ${quoted(value)})`),
    ...(delayLevel === 0 ? [] : [`WithDelayTimeLevel(${delayLevel})`]),
  ];
}

function sendText({ mode }: CodeMessage): string {
  if (mode === 'oneway') return '\tcheck(p.SendOneWay(context.Background(), message))\n';
  return '\tresult, err := p.SendSync(context.Background(), message)\n\tcheck(err)\n\tfmt.Println(result)\n';
}

/** The client's own selector hashes otherwise than Java: the hash is reckoned here. */
function selectorText({ by, key = '', number = 0 }: OrderlyChoice): string {
  const index =
    by === 'index'
      ? `queues[${number}]`
      : `queues[${by === 'hash' ? Math.abs(javaHash(key)) : number}%len(queues)]`;
  const why = by === 'hash' ? `\t// As Java hashes ${quoted(key)}.\n` : '';
  return `
type selector struct{}

func (selector) Select(_ *primitive.Message, queues []*primitive.MessageQueue, _ string) *primitive.MessageQueue {
${why}\treturn ${index}
}
`;
}
