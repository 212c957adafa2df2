import { type DocumentedName, documentedCalls } from '../../../../core/contract/documented.ts';
import { MASKED_SECRET } from '../../../../core/contract/operations.ts';
import { parsePython } from '../../../../core/model/code/python/parse.ts';
import { PythonError } from '../../../../core/model/code/python/python-error.ts';
import type { PythonCall, PythonValue, Signatures } from '../../../../core/model/code/python/python-value.ts';

const SIGNATURES: Signatures = Object.fromEntries(
  Object.entries(documentedCalls).map(([name, { input }]) => [name, Object.keys(input.shape)]),
);

/** One call that is to be made. What refers to an earlier one is found when it is made. */
export interface PlannedCall {
  line: number;
  name: DocumentedName;
  args: Record<string, PythonValue>;
  target: string | undefined;
  /** Its secret is masked: it must be typed before. */
  needsSecret: boolean;
}

/** The calls of a piece of Python, in order. Nothing is run to find them. Throws PythonError. */
export function plannedCalls(source: string): PlannedCall[] {
  return parsePython(source, SIGNATURES).map(planned);
}

function planned({ line, name, args, target }: PythonCall): PlannedCall {
  const { secretKey } = args;
  return {
    line,
    name: name as DocumentedName,
    args,
    target,
    needsSecret:
      secretKey?.kind === 'text' && (secretKey.text === MASKED_SECRET || /^<.*>$/.test(secretKey.text)),
  };
}

/** The input of a call, with what earlier calls gave by their variables. Throws PythonError (type) for what the contract cannot carry. */
export function inputOf(
  { args, name, line }: PlannedCall,
  given: ReadonlyMap<string, unknown>,
): Record<string, unknown> {
  const entries = Object.entries(args).map(([field, value]) => {
    if (field === 'callback') return [field, { kind: 'hold' }];
    if (field === 'queueSelectorCallback') return [field, selectorOf(value, args.args, line)];
    return [field, plainValue(value, given, line)];
  });
  const input: Record<string, unknown> = Object.fromEntries(entries);
  // The document's form gives bytes and their length; the text form takes text only.
  if (name === 'SetMessageBody' && input.body instanceof Uint8Array)
    throw new PythonError('type', line, 'body');
  return input;
}

function selectorOf(value: PythonValue, args: PythonValue | undefined, line: number): unknown {
  if (value.kind !== 'function' || value.does.kind === 'answer')
    throw new PythonError('type', line, 'queueSelectorCallback');
  if (value.does.kind !== 'hashOfArgs') return value.does;
  if (args?.kind !== 'text') throw new PythonError('type', line, 'args');
  return { kind: 'hash', key: args.text };
}

function plainValue(value: PythonValue, given: ReadonlyMap<string, unknown>, line: number): unknown {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'bytes':
      return value.bytes;
    case 'number':
      return value.number;
    case 'boolean':
      return value.boolean;
    case 'none':
      return null;
    case 'list':
      return value.items.map((item) => plainValue(item, given, line));
    case 'record':
      return Object.fromEntries(value.entries.map(([name, item]) => [name, plainValue(item, given, line)]));
    case 'variable':
      return given.get(value.name) ?? null;
    case 'function':
      throw new PythonError('type', line, 'lambda');
  }
}
