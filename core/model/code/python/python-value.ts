/** What stands as an argument in Python text. Nothing is run to find it. */
export type PythonValue =
  | { kind: 'text'; text: string }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'number'; number: number }
  | { kind: 'boolean'; boolean: boolean }
  | { kind: 'none' }
  | { kind: 'list'; items: PythonValue[] }
  | { kind: 'record'; entries: [name: string, value: PythonValue][] }
  /** What an earlier call returned: its `target`. */
  | { kind: 'variable'; name: string }
  | { kind: 'function'; does: PythonFunction };

/** The few things a function may do: choose the queue of an orderly send, or answer a message. */
export type PythonFunction =
  | { kind: 'index'; n: number }
  | { kind: 'modulo'; n: number }
  /** By Java's hash of the `args` of the send. */
  | { kind: 'hashOfArgs' }
  | { kind: 'answer'; status: 0 | 1 };

/** One call of a documented function. `line` counts from 1. */
export interface PythonCall {
  line: number;
  name: string;
  /** By the names of its parameters; those left out are not there. */
  args: Record<string, PythonValue>;
  /** The variable its result was given to; `_1`, `_2`... where it stood as the argument of another call. */
  target?: string;
}

/** Names of each function's parameters, in order: the documented ones, or fewer. */
export type Signatures = Readonly<Record<string, readonly string[]>>;
