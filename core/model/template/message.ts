import { type BodyFormat, isTextFormat } from '../body-format.ts';
import { inputError } from '../error.ts';
import type { OrderlyChoice } from '../orderly.ts';
import { utf8Text } from '../utf8.ts';
import { expandTemplate, type TemplateValues } from './expand.ts';

/** The parts of a draft in which variables stand. */
export interface MessageTemplate {
  tag: string;
  keys: string[];
  properties: [name: string, value: string][];
  body: Uint8Array;
  bodyFormat: BodyFormat;
  orderly?: OrderlyChoice | undefined;
}

const encoder = new TextEncoder();

/**
 * The message with every variable's value: tag, keys, property values, sharding key, and the body unless it is bytes.
 * Throws INPUT as expandTemplate, at the draft's field.
 */
export function expandMessage<T extends MessageTemplate>(message: T, values: TemplateValues): T {
  const expand = (text: string, field: string): string => expandTemplate(text, values, field);
  const { orderly } = message;
  return {
    ...message,
    tag: expand(message.tag, 'tag'),
    keys: message.keys.map((key, at) => expand(key, `keys.${at}`)),
    properties: message.properties.map(([name, value], at) => [
      name,
      expand(value, `properties.${at}.value`),
    ]),
    body: expandBody(message, values),
    ...(orderly?.key === undefined
      ? {}
      : { orderly: { ...orderly, key: expand(orderly.key, 'orderly.key') } }),
  };
}

function expandBody({ body, bodyFormat }: MessageTemplate, values: TemplateValues): Uint8Array {
  if (!isTextFormat(bodyFormat)) return body;
  const source = textOf(body);
  const expanded = expandTemplate(source, values, 'body');
  return expanded === source ? body : encoder.encode(expanded);
}

/** Throws INPUT body (utf8): only text has variables. */
function textOf(body: Uint8Array): string {
  const text = utf8Text(body);
  if (text === undefined) throw inputError('body', 'utf8');
  return text;
}
