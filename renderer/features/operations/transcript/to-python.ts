import type { SelectorData, SendResultData } from '../../../../core/contract/documented.ts';
import type { CallEntry, TranscriptEntry } from '../../../../core/contract/operations.ts';
import type { PythonFunction, PythonValue } from '../../../../core/model/code/python/python-value.ts';
import { type WrittenCall, writePython } from '../../../../core/model/code/python/write.ts';
import { madeHandle, sendResult } from './entries.ts';

/** What of a handle stands in its variable's name. */
const VARIABLES: Record<string, string> = {
  CreateMessage: 'message',
  CreateProducer: 'producer',
  CreatePushConsumer: 'consumer',
};

/** The fields that name a handle. */
const HANDLES = ['message', 'producer', 'consumer'];

/** Every call written down, as a Python program against the documented library; secrets stay masked in it. */
export function transcriptPython(entries: readonly TranscriptEntry[]): string {
  const writer = new Writer();
  return writePython(
    entries.flatMap((entry) => (entry.kind === 'call' ? (writer.written(entry) ?? []) : [])),
  );
}

class Writer {
  /** The variable of each handle and of each result's id. */
  readonly #handles = new Map<number, string>();
  readonly #results = new Map<string, string>();

  /** Undefined for a call about a received message: a program has those in its callback only. */
  written(entry: CallEntry): WrittenCall | undefined {
    const { name, input } = entry;
    const fields = Object.entries(selectorKeyAsArgs(input));
    const args = fields.map(([field, value]) => this.#argument(field, value));
    if (args.includes(undefined)) return undefined;
    const target = this.#target(entry);
    return {
      name,
      args: args.filter((value) => value !== undefined),
      ...(target === undefined ? {} : { target }),
    };
  }

  #target(entry: CallEntry): string | undefined {
    const handle = madeHandle(entry);
    if (handle !== undefined) {
      const variable = `${VARIABLES[entry.name] ?? 'handle'}_${handle}`;
      this.#handles.set(handle, variable);
      return variable;
    }
    const result = sendResult(entry);
    if (result === undefined) return undefined;
    const variable = `result_${entry.seq}`;
    this.#results.set(result.msgId, variable);
    return variable;
  }

  #argument(field: string, value: unknown): PythonValue | undefined {
    if (HANDLES.includes(field)) {
      if (value === null) return { kind: 'none' };
      return variable(this.#handles.get(Number(value)));
    }
    if (field === 'result') return variable(this.#results.get((value as SendResultData).msgId));
    if (field === 'queueSelectorCallback') return { kind: 'function', does: selector(value as SelectorData) };
    if (field === 'callback') return { kind: 'function', does: { kind: 'answer', status: 0 } };
    return pythonValue(value);
  }
}

const variable = (name: string | undefined): PythonValue | undefined =>
  name === undefined ? undefined : { kind: 'variable', name };

/** Python's selector hashes its `args`: the key stands there. What stood there before only went to the selector. */
function selectorKeyAsArgs(input: Record<string, unknown>): Record<string, unknown> {
  if (!('queueSelectorCallback' in input)) {
    return 'callback' in input ? { ...input, args: input.args ?? null } : input;
  }
  const { queueSelectorCallback, producer, message, autoRetryTimes, args = null } = input;
  const { kind, ...rest } = queueSelectorCallback as SelectorData;
  const key = kind === 'hash' && 'key' in rest ? rest.key : args;
  return { producer, message, autoRetryTimes, args: key, queueSelectorCallback };
}

function selector(data: SelectorData): PythonFunction {
  return data.kind === 'hash' ? { kind: 'hashOfArgs' } : data;
}

/** A value of JSON, or bytes. */
function pythonValue(value: unknown): PythonValue {
  if (value instanceof Uint8Array) return { kind: 'bytes', bytes: value };
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'number') return { kind: 'number', number: value };
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(pythonValue) };
  if (typeof value === 'object' && value !== null)
    return {
      kind: 'record',
      entries: Object.entries(value).map(([name, item]) => [name, pythonValue(item)]),
    };
  return { kind: 'none' };
}
