/**
 * One error shape for every layer: a closed code, closed parameters, and what became of the request.
 * Errors cross from host to window as this data; sentences live only in the window's two catalogues.
 */
export const ERROR_CODES = [
  'INPUT', // params.field, params.rule (see INPUT_RULES)
  'CONNECT', // params.address, params.dialledAddress where an address map leads elsewhere, params.role, params.reason
  'TIMEOUT', // params.timeoutMs
  'CLOSED', // the connection or client was closed while the request waited
  'FRAME', // the peer sent bytes that are no frame; params.rule
  'RESPONSE', // the broker or name server answered with a refusal: responseCode, remark
  'NO_ROUTE', // params.topic
  'AUTH', // refused for its credentials or permissions; responseCode, remark
  'STATE', // params.rule (see STATE_RULES): not possible in the present state
  'NULL_POINTER', // a handle of the documented API: params.argument, params.reason (null, unknown, destroyed, wrongKind)
  'CANCELLED',
  'BUG',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What became of the request on the broker: `unknown` = it may or may not have happened. */
export type ErrorOutcome = 'notSent' | 'refused' | 'unknown' | 'none';

/** What a caller may try next. */
export type RetryAdvice = 'no' | 'same' | 'otherBroker' | 'refreshRoute';

/** What is wrong with an input field. Each has a sentence in both languages (`input.<rule>`). */
export const INPUT_RULES = [
  'empty',
  'tooLong', // params.max
  'characters', // params.allowed
  'reserved', // params.value
  'control', // params.character (as U+0001)
  'noPort', // params.value; remedy addPort
  'badPort',
  'badAddress',
  'tooLarge', // params.bytes, params.max
  'range', // params.min, params.max
  'pair', // one of two fields that go together is missing: params.other
  'duplicate', // params.value
  'differs', // not the same as in the other messages of its batch: params.value, params.other
  'batchDelay', // a message of a batch has a delay level
  'json', // params.line, params.column
  'xml', // params.line, params.column
  'hex', // params.line, params.column
  'base64', // params.line, params.column
  'type', // params.wanted: text, integer, bytes...
  'utf8', // bytes that are no UTF-8 text
  'afterStart', // to be set before the start only
  'pem', // not the PEM text of a certificate
  'variable', // `{{...}}` that is none: params.value, params.at
  'variableName', // not a variable of the library
  'variableEnv', // of the environment, and not asked for and given: params.name
  'variableUnset', // given, but the environment has none of this name
  'profilesFile', // not a file of connections: params.value
  'fileName', // a name that not every system takes, or that leads out of its folder: params.value
  'link', // a link, which may lead out of its folder: params.value
  'exists', // params.value
  'builtIn', // a variable's name that stands for itself: params.value
  'filter', // a filter that does not parse: params.reason, params.value, params.from, params.to (UTF-16 units)
  'typedName', // not the name that confirms a change: params.other
  'notOurs', // not a group of this person's own: params.value
  'notReadable', // a topic that gives nothing to consumers: params.value
  'unknown', // a field or value the schema does not know
] as const;
export type InputRule = (typeof INPUT_RULES)[number];

export const STATE_RULES = [
  'notConnected',
  'notRunning',
  'notStarted', // a producer or consumer of the documented API
  'stopped', // it was shut down, which ends it for good
  'notHeld', // the row is no longer undecided
  'movedAway', // the queue was given to another member; the decision is refused
  'disconnected', // the broker cannot be reached now; decide again when it is back
  'groupInUse', // the group already runs in this client
  'unknownId', // no such profile, consumer, handle, message
  'readOnly',
  'readOnlyAddress', // the address of a kept connection that is read only: params.nameServer, params.connection
  'folderInUse', // another process holds the data folder
  'asleep',
  'bodyNotKept', // the history keeps no bodies of this connection
  'notStored', // the broker no longer has the message
  'noFollow', // a look-up by key or id, or a range with an end, is whole at once
  'hasVariables', // a template is no message until its variables have values
  'production', // a trial that makes and fills a topic is not run on production
  'runUnderWay', // a trial already runs on the connection
  'recordingUnderWay', // it is being written
  'diskRefused', // a file could not be written or read: params.code, the system's
  'noLater', // a broadcasting consumer has nobody who would send the message again
  'noLevel', // an orderly consumer, or one message an operator handed over: neither level nor dead letter can be chosen
  'groupOnline', // the group has members: params.members
] as const;
export type StateRule = (typeof STATE_RULES)[number];

/** One remedy a person can press or follow. Words and actions live in the window. */
export const REMEDY_KEYS = [
  'addPort', // params.suggestion: the same address with :9876
  'useDomain',
  'startSandbox',
  'checkAddress',
  'mapAddress',
  'checkCredentials',
  'tlsOn',
  'tlsOff',
  'addCa',
  'serverName',
  'createTopic',
  'lookUpByKey',
  'retry',
] as const;
export type RemedyKey = (typeof REMEDY_KEYS)[number];

export type ErrorParams = Record<string, string | number | boolean>;

export interface ErrorData {
  code: ErrorCode;
  outcome: ErrorOutcome;
  params: ErrorParams;
  retry: RetryAdvice;
  responseCode?: number;
  remark?: string;
  brokerAddr?: string;
  requestName?: string;
  remedyKey?: RemedyKey;
}

/** The only error class the engine throws on purpose. `message` is for logs, never for the screen. */
export class GantryError extends Error {
  readonly data: ErrorData;

  constructor(code: ErrorCode, data: Partial<Omit<ErrorData, 'code'>> = {}, cause?: unknown) {
    super(describe(code, data), cause === undefined ? undefined : { cause });
    this.name = 'GantryError';
    this.data = { code, outcome: 'none', params: {}, retry: 'no', ...data };
  }
}

/** Any thrown value as data. What is not ours is a BUG with its message as `params.message`. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof GantryError) return error.data;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'BUG', outcome: 'none', params: { message }, retry: 'no' };
}

export function inputError(
  field: string,
  rule: InputRule,
  params: ErrorParams = {},
  remedyKey?: RemedyKey,
): GantryError {
  return new GantryError('INPUT', { outcome: 'notSent', params: { field, rule, ...params }, remedyKey });
}

export function stateError(rule: StateRule, params: ErrorParams = {}): GantryError {
  return new GantryError('STATE', { outcome: 'notSent', params: { rule, ...params } });
}

function describe(code: ErrorCode, data: Partial<Omit<ErrorData, 'code'>>): string {
  const params = Object.entries(data.params ?? {}).map(([name, value]) => `${name}=${value}`);
  const response = data.responseCode === undefined ? [] : [`responseCode=${data.responseCode}`];
  const remark = data.remark === undefined ? [] : [`remark=${data.remark}`];
  return [code, data.requestName, ...params, ...response, ...remark].filter(Boolean).join(' ');
}
