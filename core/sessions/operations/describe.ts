import type { z } from 'zod';
import {
  DOCUMENTED_NAMES,
  type DocumentedName,
  documentedCalls,
  type HandleKind,
} from '../../contract/documented.ts';
import type {
  OperationsView,
  OperationView,
  ParameterKind,
  ParameterView,
  ResultKind,
} from '../../contract/operations.ts';
import { meaningOf } from '../../documented-api/operations/parameters.ts';
import { receivedMessageOperations } from '../../documented-api/operations/received-messages.ts';
import { operations, statusEnums } from '../../documented-api/operations.ts';

/** The documented functions as a screen shows them: all of it is derived from the contract and from operations.ts. */
export function describeOperations(): OperationsView {
  return {
    operations: DOCUMENTED_NAMES.map(describe),
    enums: statusEnums.map(({ name, members }) => ({
      name,
      members: members.map(({ name, value, en, zh }) => ({ name, value, meaning: { en, zh } })),
    })),
  };
}

function describe(name: DocumentedName): OperationView {
  const { group, meaning, returns, wire, difference } = operations[name];
  const shape: Record<string, z.ZodType> = documentedCalls[name].input.shape;
  return {
    name,
    group,
    meaning,
    parameters: Object.entries(shape).map(([parameter, schema]) =>
      describeParameter(name, parameter, schema),
    ),
    gives: resultOf(returns),
    wire,
    difference,
  };
}

function describeParameter(name: DocumentedName, parameter: string, schema: z.ZodType): ParameterView {
  const kind = kindOf(parameter, schema.description ?? '');
  return {
    name: parameter,
    kind,
    ...(kind === 'handle' ? { handleKind: handleKindOf(name, parameter) } : {}),
    optional: kind !== 'handle' && schema.safeParse(undefined).success,
    meaning: meaningOf(name, parameter) ?? { en: '', zh: '' },
  };
}

/** What the schemas of the contract say of themselves, as the way to ask for it. */
const KINDS: readonly [description: RegExp, kind: ParameterKind][] = [
  [/^handle$/, 'handle'],
  [/^bytes$/, 'bytes'],
  [/^integer$/, 'integer'],
  [/^any value$/, 'any'],
  [/^function \(queueCount/, 'selector'],
  [/^function \(message/, 'hold'],
  [/^SendResult$/, 'sendResult'],
];

function kindOf(parameter: string, description: string): ParameterKind {
  if (parameter === 'secretKey') return 'secret';
  const known = KINDS.find(([pattern]) => pattern.test(description))?.[1];
  return known ?? (parameter === 'body' ? 'body' : 'text');
}

function handleKindOf(name: DocumentedName, parameter: string): HandleKind {
  if (parameter === 'message') return name in receivedMessageOperations ? 'received' : 'message';
  return parameter === 'producer' ? 'producer' : 'consumer';
}

function resultOf(returns: string): ResultKind {
  if (returns.includes('handle')) return 'handle';
  if (returns.includes('SendResult')) return 'sendResult';
  return returns.includes('CStatus') ? 'status' : 'text';
}
