import type { Properties } from '../message.ts';
import { PROPERTY, RESERVED_PROPERTIES } from '../properties.ts';
import type { Copy } from './copy.ts';
import { LINK_PROPERTY, userProperties } from './copy.ts';
import type { Original } from './original.ts';

/** Why a field is sent as it is; no other reason exists. `retryLevel`: the level was set, perhaps for a retry. */
export const RESEND_WHYS = ['same', 'notSet', 'changed', 'link', 'reserved', 'retryLevel'] as const;
export type ResendWhy = (typeof RESEND_WHYS)[number];

/** One fact of a message and of what is sent in its place; absent where it does not exist. */
export interface ResendField {
  group: 'field' | 'property';
  /** A fixed name, or a property's own. */
  name: 'topic' | 'tag' | 'keys' | 'delayLevel' | 'mode' | 'body' | 'flag' | (string & {});
  /** Of `body`: its size in bytes. Of `delayLevel`: 0 is none. */
  original?: string;
  sent?: string;
  why: ResendWhy;
  /** The client writes a new one with the send. */
  renewed?: true;
}

/** Properties that stand among the fields. */
const AS_FIELDS: ReadonlySet<string> = new Set([PROPERTY.tags, PROPERTY.keys, PROPERTY.delayLevel]);
/** Properties that every send gets anew. */
const RENEWED: ReadonlySet<string> = new Set([PROPERTY.uniqueKey, PROPERTY.waitStoreOk]);

type Sent = Pick<Copy, 'topic' | 'tag' | 'keys' | 'delayLevel' | 'mode' | 'body' | 'properties'>;

/** Everything that is the same, differs, is added or stays behind when `sent` goes out for `original`; in the order shown. */
export function explainResend(original: Original, sent: Sent): ResendField[] {
  return [
    textField('topic', original.topic, sent.topic),
    textField('tag', original.tag, sent.tag),
    textField('keys', original.keys, sent.keys.join(' ')),
    delayField(original, sent.delayLevel),
    ...(original.mode === sent.mode ? [] : [textField('mode', original.mode, sent.mode)]),
    bodyField(original.body, sent.body),
    ...userFields(userProperties(original), sent.properties, original.link),
    ...reservedFields(original),
  ];
}

function textField(name: ResendField['name'], original: string, sent: string): ResendField {
  const why = original !== sent ? 'changed' : sent === '' ? 'notSet' : 'same';
  return { group: 'field', name, ...texts(original, sent), why };
}

function delayField({ delayLevel, delaySetBy }: Original, sent: number): ResendField {
  const values = { original: String(delayLevel), sent: String(sent) };
  const field = (why: ResendWhy): ResendField => ({ group: 'field', name: 'delayLevel', ...values, why });
  if (delayLevel === sent) return field(sent === 0 ? 'notSet' : 'same');
  return field(sent === 0 && delaySetBy === 'broker' ? 'retryLevel' : 'changed');
}

function bodyField(original: Uint8Array, sent: Uint8Array): ResendField {
  const why = isSameBytes(original, sent) ? 'same' : 'changed';
  return { group: 'field', name: 'body', original: String(original.length), sent: String(sent.length), why };
}

/** As the original has them, then what was added. A name that repeats is compared with the one at the same turn. */
function userFields(original: Properties, sent: Properties, link: string | undefined): ResendField[] {
  const values = valuesByName(sent);
  const kept = original.map(([name, value]) => propertyField(name, value, values.get(name)?.shift(), link));
  const added = sent.flatMap(([name]) => {
    const value = values.get(name)?.shift();
    return value === undefined ? [] : [propertyField(name, undefined, value, link)];
  });
  return [...kept, ...added];
}

function propertyField(
  name: string,
  original: string | undefined,
  sent: string | undefined,
  link: string | undefined,
): ResendField {
  const isLink = name === LINK_PROPERTY && sent !== undefined && sent === link;
  const why = original === sent ? 'same' : isLink ? 'link' : 'changed';
  return { group: 'property', name, ...texts(original, sent), why };
}

function valuesByName(properties: Properties): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of properties) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}

function reservedFields({ properties, flag }: Original): ResendField[] {
  const fields = properties
    .filter(([name]) => RESERVED_PROPERTIES.has(name) && !AS_FIELDS.has(name))
    .map(
      ([name, original]): ResendField => ({
        group: 'property',
        name,
        original,
        why: 'reserved',
        ...(RENEWED.has(name) ? { renewed: true } : {}),
      }),
    );
  if (flag === 0) return fields;
  return [...fields, { group: 'field', name: 'flag', original: String(flag), why: 'reserved' }];
}

function texts(
  original: string | undefined,
  sent: string | undefined,
): Pick<ResendField, 'original' | 'sent'> {
  return { ...(original === undefined ? {} : { original }), ...(sent === undefined ? {} : { sent }) };
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, at) => byte === b[at]));
}
