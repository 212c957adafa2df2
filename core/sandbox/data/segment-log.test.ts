import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLog, SegmentLog } from './segment-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (text: string, kind = 0) => ({ kind, payload: Buffer.from(text) });
const texts = (): string[] => readLog(folder).entries.map(({ kind, payload }) => `${kind}${payload}`);
const files = (): string[] => readdirSync(folder).sort();

function write(...parts: string[]): void {
  const log = new SegmentLog(folder, 30);
  for (const [index, text] of parts.entries()) log.append([entry(text)], index * 100);
  log.close();
}

describe('SegmentLog', () => {
  it('gives back what was written, over files and runs', () => {
    expect(texts()).toEqual([]);
    write('one', 'two', 'three', 'four');
    expect(files().length).toBe(2);
    const log = new SegmentLog(folder, 30);
    log.append([entry('five', 1), entry('', 2)], 400);
    log.close();
    expect(texts()).toEqual(['0one', '0two', '0three', '0four', '1five', '2']);
  });

  it('deletes the files before an offset, never the newest', () => {
    write('a'.repeat(40), 'b'.repeat(40), 'c');
    expect(files()).toEqual(['0', '100', '200'].map((begin) => `${begin.padStart(20, '0')}.log`));
    const log = new SegmentLog(folder, 30);
    log.dropBefore(150);
    expect(files().length).toBe(2);
    log.dropBefore(10_000);
    expect(texts()).toEqual(['0c']);
  });

  it('cuts off the end of a write that was cut short, at every byte of it', () => {
    write('one', 'two');
    const [name = ''] = files();
    const whole = readFileSync(join(folder, name));
    for (let bytes = 12; bytes < whole.length; bytes++) {
      writeFileSync(join(folder, name), whole.subarray(0, bytes));
      expect(readLog(folder)).toMatchObject({ cutBytes: bytes - 12, setAside: [] });
      expect(texts()).toEqual(['0one']);
      expect(readLog(folder).cutBytes).toBe(0);
    }
  });

  it('reads nothing behind a changed byte, and sets later files aside', () => {
    write('a'.repeat(40), 'b'.repeat(40));
    const [first = '', second = ''] = files();
    const bytes = readFileSync(join(folder, first));
    bytes[20] = 0;
    writeFileSync(join(folder, first), bytes);
    expect(readLog(folder)).toMatchObject({ cutBytes: 49, setAside: [`${second}.damaged`] });
    expect(files()).toEqual([first, `${second}.damaged`]);
  });

  it('takes a length beyond the file for an end', () => {
    write('one');
    const [name = ''] = files();
    appendFileSync(join(folder, name), Buffer.alloc(20, 0xff));
    expect(readLog(folder).cutBytes).toBe(20);
    truncateSync(join(folder, name), 0);
    expect(texts()).toEqual([]);
  });
});
