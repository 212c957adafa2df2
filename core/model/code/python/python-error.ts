/** Why Python text was not taken. `value` is the piece of text it is about. */
export const PYTHON_REASONS = [
  'character', // no token of Python starts like this
  'text', // a text literal without its end, or with an escape that is none
  'prefix', // an f-text or another literal whose value is only known by running it
  'syntax', // a token where none like it may stand
  'statement', // only imports, assignments, calls and functions of one known shape are read
  'import', // of anything but the client and the few modules its samples use
  'call', // no documented function
  'argument', // an argument is missing, is too many, or is given twice
  'type', // an argument of another type than the documented one
  'name', // a variable that nothing was assigned to
  'function', // a function that does more than choose a queue or answer 0 or 1
  'tooLong', // more text than is looked at
] as const;
export type PythonReason = (typeof PYTHON_REASONS)[number];

/** Text that is not taken: nothing of it is. `line` counts from 1. */
export class PythonError extends Error {
  readonly reason: PythonReason;
  readonly line: number;
  readonly value: string;

  constructor(reason: PythonReason, line: number, value: string) {
    super(`line ${line}: ${reason} ${value}`);
    this.name = 'PythonError';
    this.reason = reason;
    this.line = line;
    this.value = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  }
}
