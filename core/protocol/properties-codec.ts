import { inputError } from '../model/error.ts';
import type { Properties } from '../model/message.ts';

const NAME_END = '\u0001';
const VALUE_END = '\u0002';

/**
 * `name 0x01 value 0x02` for each pair, the last separator included. Pairs with an empty name or value are left out:
 * every decoder drops them. Throws INPUT (control) for a separator inside a name or value, which would inject further
 * properties. Source: MessageDecoder.messageProperties2String.
 */
export function encodeProperties(properties: Properties): string {
  let text = '';
  for (const [name, value] of properties) {
    if (name === '' || value === '') continue;
    refuseSeparators(name);
    refuseSeparators(value);
    text += name + NAME_END + value + VALUE_END;
  }
  return text;
}

function refuseSeparators(text: string): void {
  for (const separator of [NAME_END, VALUE_END]) {
    if (text.includes(separator))
      throw inputError('properties', 'control', { character: `U+000${separator.charCodeAt(0)}` });
  }
}

/**
 * Pairs in stored order. Splits at the first 0x01, drops what has an empty name or value, takes texts with and without
 * the last 0x02. Source: MessageDecoder.string2messageProperties.
 */
export function decodeProperties(text: string): Properties {
  const properties: Properties = [];
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf(VALUE_END, at);
    const end = found === -1 ? text.length : found;
    const split = text.indexOf(NAME_END, at);
    if (split > at && split < end - 1) properties.push([text.slice(at, split), text.slice(split + 1, end)]);
    at = end + 1;
  }
  return properties;
}

/** The value of a name, the last one when it repeats (Java reads into a map); '' when absent. */
export function propertyOf(properties: Properties, name: string): string {
  for (let index = properties.length - 1; index >= 0; index--) {
    const pair = properties[index];
    if (pair?.[0] === name) return pair[1];
  }
  return '';
}
