import { describe, expect, it } from 'vitest';
import { sysFlagTexts } from './sys-flag.ts';

describe('sysFlagTexts', () => {
  it.each([
    [0, []],
    [0x1, ['message.flag.compressed']],
    [0x201, ['message.flag.compressed', 'message.flag.zstd']],
    [0x4, ['message.flag.prepared']],
    [0xc, ['message.flag.rolledBack']],
    [0x38, ['message.flag.bornHostV6', 'message.flag.storeHostV6', 'message.flag.committed']],
  ])('0x%s', (sysFlag, expected) => {
    expect(sysFlagTexts(sysFlag)).toEqual(expected);
  });
});
