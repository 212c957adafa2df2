import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Credentials } from './credentials.ts';

const ext = {
  a: 'pg',
  b: 'T',
  c: 'TBW102',
  d: '4',
  e: '0',
  f: '0',
  g: '1700000000000',
  h: '0',
  i: '',
  j: '0',
  k: 'false',
  m: 'false',
};
const keys = { accessKey: 'ak', secretKey: 'sk12345678' };

it('sign as the Java client does', () => {
  const signed = new Credentials(keys).sign(ext, Buffer.from('hi'));
  expect(signed).toMatchObject({ AccessKey: 'ak', Signature: 'FWTGnvxGKlz79bSRlHQBqBF+L5A=' });
  expect(signed).not.toHaveProperty('OnsChannel');
});

it('include the channel, and replace an old signature', () => {
  const withChannel = new Credentials({ ...keys, channel: 'ALIYUN' });
  const signed = withChannel.sign({ ...ext, Signature: 'old' }, Buffer.from('hi'));
  expect(signed).toMatchObject({ OnsChannel: 'ALIYUN', Signature: 'bwRC6SpjUEDqjQN19+0pU4LmsZk=' });
});

it('keep the secret key to themselves', () => {
  const credentials = new Credentials({ ...keys, channel: 'ALIYUN' });
  expect(JSON.stringify(credentials)).toBe('{"accessKey":"ak","channel":"ALIYUN"}');
  const dump = inspect(credentials, { depth: 10, showHidden: true });
  expect([dump.includes('ak'), dump.includes('sk12345678')]).toEqual([true, false]);
});
