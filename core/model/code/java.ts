import { isNameServerDomain } from '../address.ts';
import { encodeBase64 } from '../base64.ts';
import { utf8Text } from '../utf8.ts';
import {
  ACCESS_KEY_PLACEHOLDER,
  type CodeMessage,
  type CodeTarget,
  PRODUCER_GROUP,
  SECRET_KEY_PLACEHOLDER,
} from './code-message.ts';
import { quoted } from './quoted.ts';

/** A class file holds texts of up to 65,535 bytes; a character has up to three. */
const MAX_LITERAL = 20_000;

/** For org.apache.rocketmq:rocketmq-client, 4.9 and 5. */
export function javaCode(message: CodeMessage, target: CodeTarget): string {
  const orderly = message.mode === 'orderly';
  const body = utf8Text(message.body);
  const imports = [
    ...(body === undefined ? [] : ['java.nio.charset.StandardCharsets']),
    ...(message.keys.length > 0 ? ['java.util.Arrays'] : []),
    ...(body === undefined ? ['java.util.Base64'] : []),
    ...(target.signed
      ? [
          'org.apache.rocketmq.acl.common.AclClientRPCHook',
          'org.apache.rocketmq.acl.common.SessionCredentials',
        ]
      : []),
    'org.apache.rocketmq.client.producer.DefaultMQProducer',
    ...(orderly && message.orderly?.by === 'hash'
      ? ['org.apache.rocketmq.client.producer.selector.SelectMessageQueueByHash']
      : []),
    'org.apache.rocketmq.common.message.Message',
  ];
  return `${imports.map((name) => `import ${name};`).join('\n')}

public class SendMessage {
    public static void main(String[] args) throws Exception {
${indented([...producerLines(target), ...retryLines(message), 'producer.start();', 'try {'], 2)}
${indented([...messageLines(message, body), sendLine(message)], 3)}
        } finally {
            producer.shutdown();
        }
    }
}
`;
}

function producerLines({ nameServers, signed }: CodeTarget): string[] {
  const group = quoted(PRODUCER_GROUP);
  const hook = `new AclClientRPCHook(new SessionCredentials(${quoted(ACCESS_KEY_PLACEHOLDER)}, ${quoted(SECRET_KEY_PLACEHOLDER)}))`;
  const domain = isNameServerDomain(nameServers) ? domainLines(nameServers) : undefined;
  return [
    ...(domain ?? []),
    `DefaultMQProducer producer = new DefaultMQProducer(${group}${signed ? `, ${hook}` : ''});`,
    ...(domain === undefined ? [`producer.setNamesrvAddr(${quoted(nameServers)});`] : []),
  ];
}

/** Java asks http://<domain>/rocketmq/<group>. Source: MixAll.getWSAddr. */
function domainLines(url: string): string[] {
  const [, domain = '', path = ''] = /^https?:\/\/([^/]+)\/?(.*)$/.exec(url) ?? [];
  const subgroup = path.split('/').at(-1) ?? '';
  return [
    `System.setProperty("rocketmq.namesrv.domain", ${quoted(domain)});`,
    ...(subgroup === ''
      ? []
      : [`System.setProperty("rocketmq.namesrv.domain.subgroup", ${quoted(subgroup)});`]),
  ];
}

/** Orderly sends with a selector are made once; Java's other sends up to three times, as here. */
function retryLines({ mode, orderly }: CodeMessage): string[] {
  return mode === 'orderly' && (orderly?.retries ?? 0) > 0
    ? ['// Java makes one attempt of a send with a selector, whatever the number of retries.']
    : [];
}

function messageLines(
  { topic, tag, keys, properties, delayLevel, body }: CodeMessage,
  text: string | undefined,
): string[] {
  const bytes =
    text === undefined
      ? `Base64.getDecoder().decode(${literal(encodeBase64(body))})`
      : `${literal(text)}.getBytes(StandardCharsets.UTF_8)`;
  return [
    `byte[] body = ${bytes};`,
    `Message message = new Message(${quoted(topic)}, ${quoted(tag)}, body);`,
    ...(keys.length === 0 ? [] : [`message.setKeys(Arrays.asList(${keys.map(quoted).join(', ')}));`]),
    ...properties.map(([name, value]) => `message.putUserProperty(${quoted(name)}, ${quoted(value)});`),
    ...(delayLevel === 0 ? [] : [`message.setDelayTimeLevel(${delayLevel});`]),
  ];
}

function sendLine({ mode, orderly }: CodeMessage): string {
  if (mode === 'oneway') return 'producer.sendOneway(message);';
  if (mode === 'sync' || orderly === undefined) return 'System.out.println(producer.send(message));';
  const { by, key = '', number = 0 } = orderly;
  const index = by === 'index' ? String(number) : `(int) (${number}L % queues.size())`;
  const selector =
    by === 'hash'
      ? `new SelectMessageQueueByHash(), ${quoted(key)}`
      : `(queues, sent, unused) -> queues.get(${index}), null`;
  return `System.out.println(producer.send(message, ${selector}));`;
}

/** Longer texts are put together while the program runs: joined literals would be one again. */
function literal(text: string): string {
  if (text.length <= MAX_LITERAL) return quoted(text);
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const last = text.charCodeAt(at + MAX_LITERAL - 1);
    const isHigh = last >= 0xd800 && last <= 0xdbff;
    const size = isHigh ? MAX_LITERAL - 1 : MAX_LITERAL;
    pieces.push(quoted(text.slice(at, at + size)));
    at += size;
  }
  return `String.join("", ${pieces.join(',\n                ')})`;
}

const indented = (lines: string[], levels: number): string =>
  lines.map((line) => `${'    '.repeat(levels)}${line}`).join('\n');
