import type { Row } from './rows.ts';

export interface LegResult {
  title: string;
  rows: readonly Row[];
}

export interface Counts {
  passed: number;
  failed: number;
}

/** Each behaviour once: passed when every leg that ran passed it. */
export function countOf(legs: readonly LegResult[]): Counts {
  const names = namesIn(legs);
  const failed = names.filter((name) => legs.some(({ rows }) => !passedIn(rows, name))).length;
  return { passed: names.length - failed, failed };
}

/** docs/interop.md: behaviour by leg, in the order of names. */
export function tableOf(legs: readonly LegResult[]): string {
  const titles = legs.map(({ title }) => title);
  const names = namesIn(legs);
  const lines = names.map((name) => {
    const marks = legs.map(({ rows }) => (passedIn(rows, name) ? 'passed' : '**failed**'));
    return rowOf([name.replaceAll('|', '\\|'), ...marks]);
  });
  const sums = legs.map(({ rows }) => `${rows.filter(({ ok }) => ok).length} of ${names.length}`);
  return [
    '# The official Java client and mqadmin on the sandbox',
    '',
    'Written by `npm run interop -- --all`. Each behaviour is Java code under `interop/java/`, run unchanged in every column,',
    'the real broker first.',
    '',
    rowOf(['behaviour', ...titles]),
    rowOf(['---', ...titles.map(() => '---')]),
    ...lines,
    rowOf(['passed', ...sums]),
    '',
  ].join('\n');
}

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const namesIn = (legs: readonly LegResult[]): string[] =>
  [...new Set(legs.flatMap(({ rows }) => rows.map(({ name }) => name)))].sort();

const passedIn = (rows: readonly Row[], name: string): boolean =>
  rows.some((row) => row.name === name && row.ok);
