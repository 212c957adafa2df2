import { z } from 'zod';
import type { FileProblem } from '../../contract/library.ts';
import { BUILT_IN_VARIABLES } from '../../model/template/variable.ts';
import { lineOf, readFacts } from './template-file.ts';

export const VARIABLES_FILE = 'variables.json';

/** As `{{name}}` in a template: no digit first, so that JSON keeps the order of the file. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

const stored = z
  .object({ variables: z.record(z.string().regex(VARIABLE_NAME), z.string().max(32_768)) })
  .strict();

export type Variables = [name: string, value: string][];

/** `variables.json`: named values, a line each. */
export function writeVariables(variables: Variables): string {
  return `${JSON.stringify({ schema: 1, variables: Object.fromEntries(variables) }, null, 2)}\n`;
}

/** `{{uuid}}` and its like are never looked up here. */
export function isBuiltIn(name: string): boolean {
  return BUILT_IN_VARIABLES.some((known) => known === name);
}

export function readVariables(text: string): { variables: Variables } | { problem: FileProblem } {
  const read = readFacts(text);
  if ('problem' in read) return read;
  const parsed = stored.safeParse(read.facts);
  const at = (path: PropertyKey[]) => lineOf(text, read.root, path);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path ?? [];
    return { problem: { ...at(path), reason: 'field', detail: path.join('.') } };
  }
  const variables = Object.entries(parsed.data.variables);
  const builtIn = variables.find(([name]) => isBuiltIn(name))?.[0];
  if (builtIn === undefined) return { variables };
  return { problem: { ...at(['variables', builtIn]), reason: 'builtIn', detail: builtIn } };
}
