/** One `{{...}}` as it is understood. */
export type Variable =
  | { kind: 'uuid' }
  | { kind: 'now'; offsetMs: number; format: NowFormat }
  | { kind: 'seq' }
  | { kind: 'pick'; options: string[] }
  | { kind: 'int'; min: number; max: number }
  | { kind: 'env'; name: string }
  /** A named one, of the library. */
  | { kind: 'named'; name: string };

/** Words that stand for themselves: `{{name}}` of the library never has one of these. */
export const BUILT_IN_VARIABLES = ['uuid', 'now', 'seq', 'pick', 'int', 'env'] as const;

/** iso: 2026-11-25T10:42:18.204Z. ms, s: since epoch. */
const NOW_FORMATS = ['iso', 'ms', 's'] as const;
export type NowFormat = (typeof NOW_FORMATS)[number];

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OFFSET = /^([+-])(\d{1,9})(ms|s|m|h|d)$/;
const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What stands between the braces; undefined when it is nothing known. */
export function parseVariable(inner: string): Variable | undefined {
  const [word = '', ...args] = inner.trim().split(/\s+/);
  switch (word) {
    case 'uuid':
    case 'seq':
      return args.length === 0 ? { kind: word } : undefined;
    case 'now':
      return parseNow(args);
    case 'pick':
      return parsePick(inner.trim().slice(word.length));
    case 'int':
      return parseRange(args);
    case 'env': {
      const [name] = args;
      return name !== undefined && args.length === 1 && ENV_NAME.test(name)
        ? { kind: 'env', name }
        : undefined;
    }
    default:
      return args.length === 0 && NAME.test(word) ? { kind: 'named', name: word } : undefined;
  }
}

/** `now`, `now +5m`, `now ms`, `now -1h iso`. */
function parseNow(args: string[]): Variable | undefined {
  let offsetMs = 0;
  const rest = [...args];
  const offset = OFFSET.exec(rest[0] ?? '');
  if (offset !== null) {
    const [, sign, count, unit = ''] = offset;
    offsetMs = Number(count) * (UNIT_MS[unit] ?? 0) * (sign === '-' ? -1 : 1);
    rest.shift();
  }
  const format = NOW_FORMATS.find((known) => known === (rest[0] ?? 'iso'));
  return format === undefined || rest.length > 1 ? undefined : { kind: 'now', offsetMs, format };
}

/** `a|b c|d`, or without a bar `a b`. Blanks around an option are not part of it; one may be empty. */
function parsePick(text: string): Variable | undefined {
  const options = text.includes('|')
    ? text.split('|').map((option) => option.trim())
    : text
        .trim()
        .split(/\s+/)
        .filter((option) => option !== '');
  return options.length < 2 ? undefined : { kind: 'pick', options };
}

/** `1 100`, both ends included. */
function parseRange(args: string[]): Variable | undefined {
  const [min = Number.NaN, max = Number.NaN] = args.map((text) =>
    /^-?\d+$/.test(text) ? Number(text) : Number.NaN,
  );
  const whole = Number.isSafeInteger(min) && Number.isSafeInteger(max) && Number.isSafeInteger(max - min);
  return args.length === 2 && whole && min <= max ? { kind: 'int', min, max } : undefined;
}
