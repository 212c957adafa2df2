import { failedInTls } from '../../core/model/connect-reason.ts';
import { type ErrorData, INPUT_RULES, STATE_RULES } from '../../core/model/error.ts';
import { lacksPermission } from '../../core/model/permission.ts';
import { formatBytes, formatNumber } from '../format/format.ts';
import { en, type TextKey } from './catalogue.ts';
import type { TextParams, Translate } from './i18n.ts';

export interface Explanation {
  /** What happened. */
  headline: string;
  /** The most likely cause, or what to do. */
  cause?: string;
  /** Words of the remedy's button. */
  remedy?: string;
}

/** Every error as words: what happened, the most likely cause, the remedy. */
export function explainError(error: ErrorData, t: Translate): Explanation {
  const params = textParams(error, t);
  const [headline, cause] = keysOf(error);
  return {
    headline: t(headline, params),
    ...(cause === undefined ? {} : { cause: t(cause, params) }),
    ...(error.remedyKey === undefined ? {} : { remedy: t(`errors.remedy.${error.remedyKey}`, params) }),
  };
}

/** One sentence for a field. */
export function fieldErrorText(error: ErrorData, t: Translate): string {
  return explainError(error, t).headline;
}

/** The raw facts for a report: no words, no secrets (errors carry none). */
export function errorDetails(error: ErrorData): string {
  const { params, ...rest } = error;
  const facts = Object.entries({ ...rest, ...params }).filter(([, value]) => value !== undefined);
  return facts.map(([name, value]) => `${name}: ${String(value)}`).join('\n');
}

function keysOf(error: ErrorData): [headline: TextKey, cause?: TextKey] {
  switch (error.code) {
    case 'INPUT':
      return [inputKey(error)];
    case 'STATE': {
      const rule = STATE_RULES.find((known) => known === error.params.rule) ?? 'unknownId';
      return [`errors.STATE.${rule}`, `errors.STATE.${rule}.cause`];
    }
    case 'CONNECT': {
      const reason = CONNECT_REASONS.find((known) => known === error.params.reason) ?? 'other';
      return [`errors.CONNECT.${reason}`, connectCause(error, reason)];
    }
    case 'TIMEOUT':
      return error.outcome === 'unknown'
        ? ['errors.TIMEOUT.unknown', 'errors.TIMEOUT.unknown.cause']
        : ['errors.TIMEOUT', 'errors.TIMEOUT.cause'];
    case 'CLOSED':
      if (error.params.role === 'host' && error.outcome !== 'unknown')
        return ['errors.CLOSED.host', 'errors.CLOSED.host.cause'];
      return error.outcome === 'unknown'
        ? ['errors.CLOSED.unknown', 'errors.CLOSED.unknown.cause']
        : ['errors.CLOSED', 'errors.CLOSED.cause'];
    case 'RESPONSE': {
      const known = `errors.RESPONSE.${error.responseCode ?? ''}`;
      const headline = known in en ? (known as TextKey) : 'errors.RESPONSE';
      return error.remark === undefined || error.remark === ''
        ? [headline]
        : [headline, 'errors.RESPONSE.cause'];
    }
    case 'CANCELLED':
      return ['errors.CANCELLED'];
    case 'AUTH':
      return lacksPermission(error)
        ? ['errors.AUTH.permission', 'errors.AUTH.permission.cause']
        : ['errors.AUTH', 'errors.AUTH.cause'];
    case 'FRAME':
    case 'NO_ROUTE':
    case 'NULL_POINTER':
    case 'BUG':
      return [`errors.${error.code}`, `errors.${error.code}.cause`];
  }
}

/** Why a connection failed, as far as there are words for it. */
export const CONNECT_REASONS = [
  'refused',
  'timeout',
  'dns',
  'unreachable',
  'portTaken',
  'reset',
  'certificate',
  'certificateName',
  'certificateExpired',
  'tls',
  'badDomain',
  'other',
] as const;
type ConnectReason = (typeof CONNECT_REASONS)[number];

/** Of a broker that cannot be reached the likely cause is its address; one that fails in TLS was reached. */
function connectCause({ params }: ErrorData, reason: ConnectReason): TextKey {
  if (failedInTls(reason)) return `errors.CONNECT.${reason}.cause`;
  if (params.dialledAddress !== undefined) return 'errors.CONNECT.mappedCause';
  return params.role === 'broker' ? 'errors.CONNECT.brokerCause' : `errors.CONNECT.${reason}.cause`;
}

function inputKey({ params }: ErrorData): TextKey {
  if (params.rule === 'characters' && params.allowed === 'no blanks') return 'errors.INPUT.blanks';
  if (params.rule === 'range' && params.field === 'queueIndex') return 'errors.INPUT.queueRange';
  const rule = INPUT_RULES.find((known) => known === params.rule) ?? 'unknown';
  return `errors.INPUT.${rule}`;
}

/** Numbers as they are read: bytes with their unit, milliseconds as seconds. */
function textParams(error: ErrorData, t: Translate): TextParams {
  const params: TextParams = { code: error.responseCode ?? '', remark: firstLine(error.remark ?? '') };
  const inBytes = error.params.rule === 'tooLarge';
  for (const [name, value] of Object.entries(error.params)) {
    if (typeof value !== 'number') params[name] = String(value);
    else params[name] = inBytes ? formatBytes(value) : formatNumber(value);
  }
  const timeoutMs = error.params.timeoutMs;
  params.seconds = typeof timeoutMs === 'number' ? String(Math.round(timeoutMs / 100) / 10) : '?';
  params.address ??= error.brokerAddr ?? '';
  if (params.dialledAddress !== undefined) {
    params.announcedAddress = params.address;
    params.address = t('errors.dialledAs', params);
  }
  return params;
}

/** A remark may carry a whole Java stack; its first line says it, Details has the rest. */
function firstLine(remark: string): string {
  const line = remark.split('\n')[0] ?? '';
  return line.length > 240 ? `${line.slice(0, 240)}…` : line;
}
