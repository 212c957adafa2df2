import { Buffer } from 'node:buffer';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from './fixtures/thrown.ts';
import { hostBytes, hostText, ipBytes, ipText } from './host-bytes.ts';

const hexOf = (ip: string) => Buffer.from(ipBytes(ip)).toString('hex');

describe('addresses as bytes', () => {
  it.each([
    ['127.0.0.1', '7f000001'],
    ['255.255.255.255', 'ffffffff'],
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
    ['2001:db8::8:800:200c:417a', '20010db80000000000080800200c417a'],
    ['::ffff:10.0.0.5', '00000000000000000000ffff0a000005'],
    ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
  ])('reads %s', (ip, hex) => {
    expect(hexOf(ip)).toBe(hex);
  });

  it.each([
    '',
    'broker-a',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.05',
    '1.2.3.4.5',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '::12345',
    '::g',
  ])('refuses "%s"', (ip) => {
    expect(isIP(ip)).toBe(0);
    expect(thrownBy(() => ipBytes(ip)).code).toBe('BUG');
  });

  it('takes what Node takes for an address, and nothing else', () => {
    const part = fc.constantFrom('', '', '0', '1', 'ff', '01', '256', '1.2.3.4', 'abcd', 'x');
    const text = fc
      .array(part, { maxLength: 10 })
      .chain((parts) => fc.constantFrom(':', '.').map((separator) => parts.join(separator)));
    const shortened = fc.tuple(fc.ipV6(), fc.ipV4()).chain((ips) => fc.constantFrom(...ips));
    fc.assert(
      fc.property(fc.oneof(text, shortened), (ip) => {
        const family = isIP(ip);
        if (family === 0) expect(thrownBy(() => ipBytes(ip)).code).toBe('BUG');
        else expect(ipBytes(ip)).toHaveLength(family === 4 ? 4 : 16);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['00010000000000000000000000000000', '1::'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['00010000000200030000000000040005', '1:0:2:3::4:5'],
    ['00010000000000020003000000000004', '1::2:3:0:0:4'],
    ['00010000000200030004000500060007', '1:0:2:3:4:5:6:7'],
  ])('writes %s shortened', (hex, text) => {
    expect(ipText(Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('come back as they were', () => {
    const group = fc.constantFrom(0, 0, 0, 1, 0xffff);
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (words) => {
        const bytes = Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]));
        expect(isIP(ipText(bytes))).toBe(6);
        expect(ipBytes(ipText(bytes))).toEqual(bytes);
      }),
    );
    for (const address of ['10.0.0.5:10911', '[fd00::2]:10911']) {
      const { ip, port } = hostBytes(address);
      expect(hostText(ip, port)).toBe(address);
    }
  });
});
