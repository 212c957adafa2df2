import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** `--name` to `#rrggbb` of one theme; shadows and the like are left out. */
function tokensOf(theme: string): Record<string, string> {
  const block = css.split(`:root[data-theme="${theme}"] {`)[1]?.split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name ?? '', hex ?? '']),
  );
}

/** Relative luminance by WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = 4.5;
const SHAPE = 3;
const STATES = ['held', 'wait', 'ok', 'warn', 'later', 'bad', 'due', 'lock'];
const GROUNDS = ['bg-1', 'bg-2', 'bg-3', 'sel'];

/** What stands on what: ink, ground, least contrast. */
const PAIRS: [ink: string, ground: string, least: number][] = [
  ...['tx-1', 'tx-2'].flatMap((ink) =>
    ['bg-0', ...GROUNDS].map((ground): [string, string, number] => [ink, ground, TEXT]),
  ),
  ...['bg-0', ...GROUNDS].map((ground): [string, string, number] => ['tx-3', ground, TEXT]),
  ['ac', 'bg-1', TEXT],
  ['ac-on', 'ac-solid', TEXT],
  ['ac-on', 'bad-solid', TEXT],
  ...STATES.flatMap((state): [string, string, number][] => [
    [state, `${state}-soft`, TEXT],
    [state, 'sel', TEXT],
    [state, 'bg-1', TEXT],
  ]),
  ...['key', 'str', 'num'].map((ink): [string, string, number] => [ink, 'bg-2', TEXT]),
  ['var', 'var-soft', TEXT],
  ['line-3', 'bg-1', SHAPE],
  ['line-3', 'bg-3', SHAPE],
  ['sel-edge', 'bg-1', SHAPE],
  ...['k1', 'k2', 'k3', 'k4', 'k5', 'k6'].map((key): [string, string, number] => [key, 'bg-1', SHAPE]),
];

describe.each(['dark', 'light'])('contrast, %s', (theme) => {
  const tokens = tokensOf(theme);
  it.each(PAIRS)('%s on %s is at least %d', (ink, ground, least) => {
    const [front, back] = [tokens[ink], tokens[ground]];
    if (front === undefined || back === undefined) throw new Error(`no token ${ink} or ${ground}`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  });
});

it('computes as WCAG does', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
