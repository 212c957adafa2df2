import { expect, it } from 'vitest';
import { bodyFileName } from './body-file.ts';

it('gives a body a name that every system takes', () => {
  const json = new TextEncoder().encode(' {"a":1}');
  expect(bodyFileName('ORD-1', json)).toBe('ORD-1.json');
  expect(bodyFileName('../a b/订单:1', new Uint8Array([1, 2]))).toBe('a-b-订单-1.bin');
  expect(bodyFileName('***', json)).toBe('message.json');
});
