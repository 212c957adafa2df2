import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Properties } from '../../model/message.ts';
import { checkOutgoing } from '../../model/outgoing.ts';
import { RESERVED_PROPERTIES } from '../../model/properties.ts';
import { copyOf, LINK_PROPERTY } from '../../model/resend/copy.ts';
import type { Original } from '../../model/resend/original.ts';
import { userProperties } from '../../producer/encode-send.ts';
import { decodeProperties, encodeProperties } from '../../protocol/properties-codec.ts';

const LINK = 'payment-callback/7F00000100002A9F';

function original(patch: Pick<Original, 'keys' | 'body' | 'properties'>): Original {
  return {
    topic: 'payment-callback',
    tag: 'failed',
    bodyFormat: 'hex',
    delayLevel: 0,
    delaySetBy: 'broker',
    flag: 0,
    mode: 'sync',
    sentBefore: true,
    link: LINK,
    ...patch,
  };
}

it('a copy keeps what a producer wrote, in its order, whatever it is', () => {
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((value) => !value.includes('\u0001') && !value.includes('\u0002'));
  const pair = fc.tuple(fc.oneof(text, fc.constantFrom(...RESERVED_PROPERTIES, LINK_PROPERTY)), text);
  fc.assert(
    fc.property(
      fc.array(pair, { maxLength: 8 }),
      fc.oneof(text, fc.constantFrom('', 'a b', 'a  b', ' a', 'a\tb ')),
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.boolean(),
      (properties, keys, body, link) => {
        const message = original({ properties: [...properties], keys, body });
        const copy = copyOf(message, { link });
        checkOutgoing(copy);
        const wire = decodeProperties(encodeProperties(userProperties(copy)));
        const isOwn = ([name]: Properties[number]): boolean =>
          !RESERVED_PROPERTIES.has(name) && (!link || name !== LINK_PROPERTY);
        expect(wire.filter(isOwn)).toEqual(properties.filter(isOwn));
        expect(wire.find(([name]) => name === 'KEYS')?.[1] ?? '').toBe(keys);
        expect(copy.body).toBe(body);
        if (link) expect(wire.filter(([name]) => name === LINK_PROPERTY)).toEqual([[LINK_PROPERTY, LINK]]);
      },
    ),
  );
});
