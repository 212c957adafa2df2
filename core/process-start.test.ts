import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { processStart } from './process-start.ts';

let procDir: string;
beforeEach(() => {
  procDir = mkdtempSync(path.join(tmpdir(), 'gantry-proc-'));
});
afterEach(() => rmSync(procDir, { recursive: true, force: true }));

function put(name: string, text: string): void {
  const file = path.join(procDir, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

it('is the boot and the tick, whatever the process is called', () => {
  put('sys/kernel/random/boot_id', 'b4a0\n');
  const fields = 'R 11212 11212 27816 0 -1 4194304 101 0 0 0 0 0 0 0 39 19 1 0 4073348 3133440';
  put('7/stat', `7 (a (b) c) ${fields}\n`);
  expect(processStart(7, procDir)).toBe('b4a0:4073348');
  expect(processStart(8, procDir)).toBeUndefined();
});

it('without /proc is known of this process alone, and stays the same', () => {
  const start = processStart(process.pid, procDir);
  expect(start).toEqual(expect.any(String));
  expect(processStart(process.pid, procDir)).toBe(start);
  expect(processStart(process.ppid, procDir)).toBeUndefined();
});
