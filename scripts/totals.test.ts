import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failuresOf, fromLastLine, fromPlaywright, fromVitest, line, sum, totals } from './lib/totals.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-totals-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (data: unknown) => {
  const path = join(folder, 'report.json');
  writeFileSync(path, typeof data === 'string' ? data : JSON.stringify(data));
  return path;
};

describe('the last line of a program', () => {
  it('is read', () => {
    expect(fromLastLine('noise\n12 passed, 0 failed, 3 skipped\n', 0)).toEqual(totals(12, 0, 3));
  });
  it('never turns silence, a bad exit or nothing at all into a pass', () => {
    expect(fromLastLine('all good', 0).failed).toBe(1);
    expect(fromLastLine('', 0).failed).toBe(1);
    expect(fromLastLine('12 passed, 0 failed, 0 skipped', 1).failed).toBe(1);
    expect(fromLastLine('0 passed, 0 failed, 0 skipped', 0).failed).toBe(1);
  });
});

describe("Vitest's report", () => {
  const base = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };
  it('is counted', () => {
    expect(fromVitest(write(base), 0)).toEqual(totals(3, 0, 1));
  });
  it('counts a file that does not load, a bad exit and a missing report as failures', () => {
    const broken = { ...base, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(fromVitest(write(broken), 1)).toEqual(totals(3, 1, 1));
    expect(fromVitest(write(base), 1).failed).toBe(1);
    expect(fromVitest(join(folder, 'none.json'), 0).failed).toBe(1);
    expect(fromVitest(write('{'), 0).failed).toBe(1);
  });
});

describe("Playwright's report", () => {
  const test = (status: string) => ({ tests: [{ status }] });
  it('is counted, and a flaky test has failed', () => {
    const inner = { specs: [test('flaky'), test('skipped')] };
    const data = { suites: [{ specs: [test('expected'), test('unexpected')], suites: [inner] }] };
    expect(fromPlaywright(write(data), 1)).toEqual(totals(1, 2, 1));
  });
  it('counts a spec that does not load, a bad exit and a missing report as failures', () => {
    const fine = { suites: [{ specs: [test('expected')] }] };
    expect(fromPlaywright(write(fine), 0)).toEqual(totals(1, 0, 0));
    expect(fromPlaywright(write({ ...fine, errors: [{}] }), 0)).toEqual(totals(1, 1, 0));
    expect(fromPlaywright(write(fine), 1)).toEqual(totals(1, 1, 0));
    expect(fromPlaywright(join(folder, 'none.json'), 0)).toEqual(totals(0, 1, 0));
  });
  it('names what failed and why', () => {
    const results = [{ errors: [{ message: '\u001b[31mTimed out\u001b[39m\nat a line' }] }];
    const failed = { status: 'unexpected', projectName: 'browser', results };
    const place = { title: 'a story', file: 'specs/a.spec.ts', line: 7 };
    const data = { suites: [{ specs: [test('expected'), { ...place, tests: [failed] }] }] };
    expect(failuresOf(write(data))).toEqual(['[browser] specs/a.spec.ts:7 a story: Timed out']);
    expect(failuresOf(join(folder, 'none.json'))).toEqual([]);
  });
});

it('sums and prints', () => {
  expect(line(sum([totals(1, 2, 3), totals(10, 20, 30)]))).toBe('11 passed, 22 failed, 33 skipped');
});
