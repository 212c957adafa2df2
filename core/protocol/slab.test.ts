import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { Slab } from './slab.ts';

it('keeps copies side by side, and what is large by itself', () => {
  const slab = new Slab(100);
  const source = Buffer.from('first message');
  const first = slab.keep(source);
  const second = slab.keep(Buffer.from('second'));
  source.fill(0);
  expect([first.toString(), second.toString()]).toEqual(['first message', 'second']);
  expect(second.buffer).toBe(first.buffer);
  const large = slab.keep(Buffer.alloc(26, 'x'));
  expect([large.buffer.byteLength, large.toString()]).toEqual([26, 'x'.repeat(26)]);
});

it('never writes over what it gave before', () => {
  const slab = new Slab(64);
  const texts = Array.from({ length: 200 }, (_, n) => String(n).repeat(1 + (n % 5)));
  const kept = texts.map((text) => slab.keep(Buffer.from(text)));
  expect(kept.map(String)).toEqual(texts);
  expect(new Set(kept.map(({ buffer }) => buffer)).size).toBeLessThan(50);
});
