import { parseVariable, type Variable } from './variable.ts';

/** A piece of a template. `from` and `to` are offsets in its text. */
export type Part =
  | { kind: 'text'; from: number; to: number; text: string }
  | { kind: 'variable'; from: number; to: number; variable: Variable }
  /** Braces around nothing known, or without an end. */
  | { kind: 'invalid'; from: number; to: number };

/** `\{{` is two braces; `{{...}}` a variable; braces that do not end on their line are wrong. */
const MARK = /\\\{\{|\{\{(?!\{[^{}\n]*\}\})(?:([^{}\n]*)\}\})?/g;

/** The parts of a template, side by side from its first to its last character. */
export function parseTemplate(source: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of source.matchAll(MARK)) {
    const at = match.index;
    if (at > from) parts.push({ kind: 'text', from, to: at, text: source.slice(from, at) });
    from = at + match[0].length;
    parts.push(partOf(match[0], match[1], at, from));
  }
  if (from < source.length) parts.push({ kind: 'text', from, to: source.length, text: source.slice(from) });
  return parts;
}

/** Whether anything in it is more than text. */
export function hasVariables(source: string): boolean {
  return source.includes('{{') && parseTemplate(source).some(({ kind }) => kind !== 'text');
}

function partOf(mark: string, inner: string | undefined, from: number, to: number): Part {
  if (mark.startsWith('\\')) return { kind: 'text', from, to, text: '{{' };
  const variable = inner === undefined ? undefined : parseVariable(inner);
  return variable === undefined ? { kind: 'invalid', from, to } : { kind: 'variable', from, to, variable };
}
