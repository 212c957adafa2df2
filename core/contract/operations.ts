import { z } from 'zod';
import type { ErrorData } from '../model/error.ts';
import { type CallSpec, call } from './call-spec.ts';
import type { DocumentedName, HandleKind } from './documented.ts';

/** Calls of the Operations screen: what the documented functions are, and what was called. */
export const operationsCalls = {
  'documented.describe': call<OperationsView>()(z.object({}).strict()),
  /** The last calls of every window, oldest first. */
  'documented.transcript': call<TranscriptEntry[]>()(z.object({}).strict()),
  'documented.transcript.clear': call<null>()(z.object({}).strict()),
} as const satisfies Record<string, CallSpec>;

export interface Meaning {
  en: string;
  zh: string;
}

export const OPERATION_GROUPS = ['message', 'producer', 'push consumer', 'other'] as const;
export type OperationGroup = (typeof OPERATION_GROUPS)[number];

/** How a parameter is asked for. `hold`: nothing to type, each message is held until it is answered. */
export type ParameterKind =
  | 'handle'
  | 'text'
  | 'body'
  | 'secret'
  | 'bytes'
  | 'integer'
  | 'any'
  | 'selector'
  | 'hold'
  | 'sendResult';

export interface ParameterView {
  name: string;
  kind: ParameterKind;
  /** Of a handle: what it must stand for. */
  handleKind?: HandleKind;
  /** May be left out. */
  optional: boolean;
  meaning: Meaning;
}

/** What a call gives when all goes well. */
export type ResultKind = 'handle' | 'status' | 'text' | 'sendResult';

export interface OperationView {
  name: DocumentedName;
  group: OperationGroup;
  meaning: Meaning;
  parameters: ParameterView[];
  gives: ResultKind;
  /** Requests it leads to, by their names in RequestCode.java. */
  wire: readonly string[];
  /** From the native library; '' = none. */
  difference: string;
}

export interface StatusEnumView {
  name: string;
  members: { name: string; value: number; meaning: Meaning }[];
}

export interface OperationsView {
  /** In the order of the document. */
  operations: OperationView[];
  enums: StatusEnumView[];
}

/** Stands in a transcript where a secret was given. */
export const MASKED_SECRET = '******';

/** A call of a documented function; told again when it ends. */
export interface CallEntry {
  kind: 'call';
  seq: number;
  atMs: number;
  name: DocumentedName;
  /** As given, but for secrets: those are MASKED_SECRET. */
  input: Record<string, unknown>;
  /** While undefined it is under way. */
  ended?: { tookMs: number } & ({ ok: true; value: unknown } | { ok: false; error: ErrorData });
}

/** A message that came to a callback; told again when it is held no longer. */
export interface DeliveryEntry {
  kind: 'delivery';
  seq: number;
  atMs: number;
  delivery: number;
  consumer: number;
  held: boolean;
  /** What was answered; undefined when it was not: its deadline struck, or it is not ours any more. */
  status?: 0 | 1;
}

export type TranscriptEntry = CallEntry | DeliveryEntry;
