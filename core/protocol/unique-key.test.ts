import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { recordedCommand } from './fixtures/recorded.ts';
import { decodeProperties, propertyOf } from './properties-codec.ts';
import { createUniqueKeyGenerator } from './unique-key.ts';

const november = (ms: number) => new Date(2026, 10, 1).getTime() + ms;
const salt = Buffer.from('5ffd2b27', 'hex');

describe('unique keys', () => {
  it('are the ones the Java client makes of the same parts', () => {
    const recorded = propertyOf(
      decodeProperties(recordedCommand('send', 'request').extFields.i ?? ''),
      'UNIQ_KEY',
    );
    const next = createUniqueKeyGenerator({
      ip: '192.0.2.2',
      pid: 0x2624,
      salt,
      now: () => november(0x7e80_ba97),
    });
    expect(next()).toBe(recorded);
  });

  it('count up and begin again after 65,535', () => {
    const next = createUniqueKeyGenerator({ ip: '10.0.0.5', pid: 1, salt, now: () => november(1) });
    const keys = Array.from({ length: 65_537 }, next);
    expect(keys.slice(0, 2)).toEqual([
      '0A00000500015FFD2B27000000010000',
      '0A00000500015FFD2B27000000010001',
    ]);
    expect(keys[65_535]?.slice(-4)).toBe('FFFF');
    expect(keys[65_536]).toBe(keys[0]);
  });

  it('take the low half of a large pid', () => {
    const next = createUniqueKeyGenerator({ ip: '10.0.0.5', pid: 0x12_3456, salt, now: () => november(0) });
    expect(next().slice(8, 12)).toBe('3456');
  });

  it('count milliseconds from the local month, also when the month turns or the clock is set back', () => {
    let now = november(-1);
    const next = createUniqueKeyGenerator({ ip: '10.0.0.5', pid: 1, salt, now: () => now });
    const millis = () => Number.parseInt(next().slice(20, 28), 16);
    const october = new Date(2026, 9, 1).getTime();
    expect(millis()).toBe(now - october);
    now = november(0);
    expect(millis()).toBe(0);
    now = november(-1);
    expect(millis()).toBe(now - october);
  });

  it('have 56 characters with an IPv6 address', () => {
    const next = createUniqueKeyGenerator({ ip: 'fd00::2', pid: 1, salt, now: () => november(0) });
    expect(next()).toBe('FD00000000000000000000000000000200015FFD2B27000000000000');
  });

  it('of two generators without a salt differ', () => {
    const make = () => createUniqueKeyGenerator({ ip: '10.0.0.5', pid: 1, now: () => november(0) });
    const key = make()();
    expect(key).toMatch(/^[0-9A-F]{32}$/);
    expect(make()()).not.toBe(key);
  });
});
