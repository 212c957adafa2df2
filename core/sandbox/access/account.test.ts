import { describe, expect, it } from 'vitest';
import { parseAccount } from './account.ts';

describe('parseAccount', () => {
  it('reads an administrator and a user with rights', () => {
    expect(parseAccount('ak:sk')).toEqual({ accessKey: 'ak', secretKey: 'sk' });
    expect(parseAccount('ak:sk:orders=PUB|SUB,group:billing=SUB')).toEqual({
      accessKey: 'ak',
      secretKey: 'sk',
      rights: { topics: { orders: ['PUB', 'SUB'] }, groups: { billing: ['SUB'] } },
    });
  });

  it.each(['', 'ak', 'ak:', ':sk', 'ak:sk:', 'ak:sk:orders', 'ak:sk:orders=READ', 'ak:sk:=PUB'])(
    'refuses %j with a sentence',
    (text) => {
      expect(() => parseAccount(text)).toThrow(/\.$/);
    },
  );
});
