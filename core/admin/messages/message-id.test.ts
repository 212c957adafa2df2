import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessageId, sameId } from './message-id.ts';

describe('an id', () => {
  it.each([
    ['7F00000100062D38EDFD5F81D311921A', 'a Java key'],
    ['FD0000000000000000000000000000022B175FFD2B2776EA028A0000', 'a Java key of an IPv6 host'],
    ['01001122334455667788990011223344AB', 'a gRPC client’s key'],
    ['order 7', 'anything else'],
    ['', 'nothing'],
  ])('is a unique key: %s (%s)', (id) => {
    expect(readMessageId(id)).toEqual({ kind: 'uniqueKey', id });
  });

  it('may be a place, blanks around it or not, in either case', () => {
    expect(readMessageId(' ac12007a000078c10000003546b5126d\n')).toEqual({
      kind: 'offsetId',
      id: 'ac12007a000078c10000003546b5126d',
      host: '172.18.0.122:30913',
      commitLogOffset: 228_819_538_541,
    });
  });

  it('of the C++ client with the upper half of its pid may look like a place', () => {
    // Only the list of brokers tells that it is none.
    expect(readMessageId('10F1A8C000005DEB000065A75A120100')).toMatchObject({
      kind: 'offsetId',
      host: '16.241.168.192:24043',
    });
  });

  it('never is a place when bytes 4 and 5 are not zero', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(hex, (id) => {
        if (id.slice(8, 12) !== '0000') expect(readMessageId(id).kind).toBe('uniqueKey');
      }),
    );
  });

  it('equals itself in either case; nothing equals nothing', () => {
    expect([sameId('ab', 'AB'), sameId('ab', 'ac'), sameId('', '')]).toEqual([true, false, false]);
  });
});
