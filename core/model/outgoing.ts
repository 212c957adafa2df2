import { inputError } from './error.ts';
import type { OutgoingMessage } from './message.ts';
import { checkTopic } from './names.ts';
import { RESERVED_PROPERTIES } from './properties.ts';

/** Source: DefaultMQProducer.maxMessageSize. */
export const DEFAULT_MAX_BODY_BYTES = 4 * 1024 * 1024;
/** The wire allows 32,767 bytes after the broker added its own; this leaves it room. */
export const MAX_PROPERTIES_BYTES = 31 * 1024;

/** Throws INPUT with the field that is wrong, before anything is sent. Texts of a verbatim copy are not looked at. */
export function checkOutgoing(message: OutgoingMessage, maxBodyBytes = DEFAULT_MAX_BODY_BYTES): void {
  checkTopic(message.topic);
  if (message.body.length === 0) throw inputError('body', 'empty');
  if (message.body.length > maxBodyBytes)
    throw inputError('body', 'tooLarge', { bytes: message.body.length, max: maxBodyBytes });
  if (!Number.isSafeInteger(message.delayLevel) || message.delayLevel < 0)
    throw inputError('delayLevel', 'range', { min: 0, max: 18 });
  if (message.verbatim !== true) checkTexts(message);
}

/** Bytes that tag, keys and user properties take on the wire, as far as the limit counts them. */
export function propertiesBytes({
  tag,
  keys,
  properties,
}: Pick<OutgoingMessage, 'tag' | 'keys' | 'properties'>): number {
  return properties.reduce(
    (bytes, [name, value]) => bytes + utf8Length(name) + utf8Length(value) + 2,
    utf8Length(tag) + utf8Length(keys.join(' ')),
  );
}

function checkTexts(message: OutgoingMessage): void {
  checkText(message.tag, 'tag');
  message.keys.forEach((key, index) => {
    const field = `keys.${index}`;
    if (key === '') throw inputError(field, 'empty');
    if (/\s/.test(key)) throw inputError(field, 'characters', { allowed: 'no blanks' });
    checkText(key, field);
  });
  const seen = new Set<string>();
  message.properties.forEach(([name, value], index) => {
    checkProperty(name, value, { name: `properties.${index}.name`, value: `properties.${index}.value` });
    if (seen.has(name)) throw inputError(`properties.${index}.name`, 'duplicate', { value: name });
    seen.add(name);
  });
  const bytes = propertiesBytes(message);
  if (bytes > MAX_PROPERTIES_BYTES)
    throw inputError('properties', 'tooLarge', { bytes, max: MAX_PROPERTIES_BYTES });
}

/** Throws INPUT (empty, control, reserved) unless it is a property that a person may set. */
export function checkProperty(name: string, value: string, fields: { name: string; value: string }): void {
  checkFilled(name, fields.name);
  checkFilled(value, fields.value);
  if (RESERVED_PROPERTIES.has(name)) throw inputError(fields.name, 'reserved', { value: name });
}

function checkFilled(text: string, field: string): void {
  if (text === '') throw inputError(field, 'empty');
  checkText(text, field);
}

/** Throws INPUT (control). 0x01 and 0x02 separate properties on the wire: inside a value they would inject further ones. */
export function checkText(text: string, field: string): void {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x7f) {
      throw inputError(field, 'control', {
        character: `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`,
      });
    }
  }
}

/** Bytes of a text in UTF-8. Counted by hand: this file runs in the window and in the host alike. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
