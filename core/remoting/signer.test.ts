import { expect, it } from 'vitest';
import { sign } from './signer.ts';

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
const credentials = { accessKey: 'ak', secretKey: 'sk12345678' };

it('signs as the Java client does', () => {
  const signed = sign(ext, Buffer.from('hi'), credentials);
  expect(signed).toMatchObject({ AccessKey: 'ak', Signature: 'FWTGnvxGKlz79bSRlHQBqBF+L5A=' });
  expect(signed).not.toHaveProperty('OnsChannel');
});

it('includes the channel, and replaces an old signature', () => {
  const signed = sign({ ...ext, Signature: 'old' }, Buffer.from('hi'), { ...credentials, channel: 'ALIYUN' });
  expect(signed).toMatchObject({ OnsChannel: 'ALIYUN', Signature: 'bwRC6SpjUEDqjQN19+0pU4LmsZk=' });
});
