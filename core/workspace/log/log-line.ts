import type { ErrorData } from '../../model/error.ts';

export type LogFacts = Record<string, string | number | undefined>;

/** Parameters of errors that are ours or addresses; the others may be what a person typed. */
const KNOWN_PARAMS = [
  'rule',
  'reason',
  'role',
  'address',
  'dialledAddress',
  'nameServer',
  'field',
  'what',
  'topic',
  'group',
  'timeoutMs',
  'request',
] as const;
/** What others said is cut. */
const MAX_VALUE = 300;

/** `profile lost name="orders dev" code=CONNECT`: without bodies, keys and secrets. */
export function logLine(level: 'error' | 'event', what: string, facts: LogFacts): string {
  const told = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${valueText(String(value))}`],
  );
  return [level, what, ...told].join(' ');
}

/** What of an error is written down. */
export function errorFacts({
  code,
  outcome,
  params,
  responseCode,
  remark,
  brokerAddr,
  requestName,
}: ErrorData): LogFacts {
  const known = KNOWN_PARAMS.flatMap((name) => {
    const value = params[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return {
    code,
    outcome,
    ...Object.fromEntries(known),
    responseCode,
    broker: brokerAddr,
    requestName,
    remark: remark === undefined ? undefined : masked(remark),
    // Of an error of our own, which nobody typed.
    message: code === 'BUG' && params.message !== undefined ? masked(String(params.message)) : undefined,
  };
}

/** A broker's words, or an exception's: what stands behind a word for a secret is left out. */
export function masked(text: string): string {
  return text.replace(
    /(secret\w*|signature|password|token|credential\w*)(["']?\s*[=:]\s*["']?)[^\s"',;)}]+/gi,
    '$1$2******',
  );
}

function valueText(value: string): string {
  const line = value.replace(/[\p{Cc}]+/gu, ' ').slice(0, MAX_VALUE);
  return /^[^\s"=]+$/.test(line) ? line : JSON.stringify(line);
}
