import { existsSync, readFileSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Counts of one step or of all; every step ends as one of these, so that the sum can be checked by hand. */
export const totals = (passed = 0, failed = 0, skipped = 0) => ({ passed, failed, skipped });

export const line = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

export const sum = (list) =>
  list.reduce(
    (all, one) => totals(all.passed + one.passed, all.failed + one.failed, all.skipped + one.skipped),
    totals(),
  );

/**
 * The counts a program printed as its last line. A program that ended badly without admitting a failure, or that
 * printed no counts, has failed: silence is never a pass.
 */
export function fromLastLine(out, code) {
  const found = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(
    out.trim().split('\n').pop()?.trim() ?? '',
  );
  if (!found) return totals(0, 1, 0);
  const counts = totals(Number(found[1]), Number(found[2]), Number(found[3]));
  if ((code !== 0 && counts.failed === 0) || sum([counts]).passed + counts.failed + counts.skipped === 0)
    counts.failed += 1;
  return counts;
}

/** Removes an old report, so that a run that writes none cannot borrow the numbers of the last. */
export const forget = (path) => rmSync(path, { force: true });

function report(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Vitest's JSON report. A file that fails to load has no tests in it and would vanish from the test counts. */
export function fromVitest(path, code) {
  const data = report(path);
  if (!data) return totals(0, 1, 0);
  const broken = data.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
  );
  const counts = totals(
    data.numPassedTests,
    data.numFailedTests + broken.length,
    data.numPendingTests + (data.numTodoTests ?? 0),
  );
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** Every test of a suite of Playwright's report, with its spec. */
function* testsOf(suite) {
  for (const inner of suite.suites ?? []) yield* testsOf(inner);
  for (const spec of suite.specs ?? []) for (const test of spec.tests) yield { spec, test };
}

const allTests = (data) => (data.suites ?? []).flatMap((suite) => [...testsOf(suite)]);

/**
 * Playwright's JSON report of one host. A flaky test has failed once and counts so; a failure outside any test (a spec
 * that does not load) must not look like a pass.
 */
export function fromPlaywright(path, code) {
  const data = report(path);
  if (!data) return totals(0, 1, 0);
  const counts = totals();
  for (const { test } of allTests(data)) counts[outcomes[test.status] ?? 'failed'] += 1;
  if (((data.errors ?? []).length > 0 || code !== 0) && counts.failed === 0) counts.failed = 1;
  return counts;
}

const outcomes = { expected: 'passed', skipped: 'skipped' };

/** A line for each failed test of such a report: a long log is read from its end. */
export const failuresOf = (path) =>
  allTests(report(path) ?? {})
    .filter(({ test }) => !outcomes[test.status])
    .map(
      ({ spec, test }) => `[${test.projectName}] ${spec.file}:${spec.line} ${spec.title}: ${reason(test)}`,
    );

/** The first line of a test's first error, without a terminal's colours. */
function reason({ results = [] }) {
  const message = results.flatMap((result) => result.errors ?? [])[0]?.message ?? 'no error was told';
  return stripVTControlCharacters(message).split('\n')[0];
}
