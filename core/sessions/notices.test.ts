import { expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { Notices } from './notices.ts';

it('tells of changes soon afterwards, and gives no id twice', async () => {
  const clock = new ManualClock();
  let told = 0;
  const notices = new Notices(clock, () => told++);
  notices.add('fileSetAside', { fileName: 'a.json' });
  notices.add('fileSetAside', { fileName: 'b.json' });
  expect(told).toBe(0);
  await clock.advance(0);
  expect(told).toBe(1);
  notices.dismiss(1);
  notices.add('fileSetAside', { fileName: 'c.json' });
  expect(notices.list.map(({ noticeId, params }) => [noticeId, params.fileName])).toEqual([
    [2, 'b.json'],
    [3, 'c.json'],
  ]);
  await clock.advance(1_000);
  expect(told).toBe(2);
});

it('withdraws what a file lags behind when it is written, and nothing else', () => {
  const notices = new Notices(new ManualClock(), () => undefined);
  notices.heard({ kind: 'fileNotWritten', fileName: 'a.json', code: 'ENOSPC' });
  notices.heard({ kind: 'fileNotWritten', fileName: 'b.json', code: 'ENOSPC' });
  notices.heard({ kind: 'fileUnreadable', fileName: 'a.json', code: 'EIO' });
  notices.heard({ kind: 'written', fileName: 'a.json' });
  expect(notices.list.map(({ kind, params }) => [kind, params.fileName, params.code])).toEqual([
    ['fileNotWritten', 'b.json', 'ENOSPC'],
    ['fileUnreadable', 'a.json', 'EIO'],
  ]);
});
