import { type ErrorParams, inputError } from '../error.ts';
import { parseTemplate } from './parse.ts';
import type { Variable } from './variable.ts';

/** Where values come from. */
export interface TemplateValues {
  /** Ms since epoch. */
  now: number;
  seq: number;
  /** From 0 up to, not including, 1. */
  random(): number;
  uuid(): string;
  /** A variable of the library, if there is one. */
  named(name: string): string | undefined;
  /** Of the environment. undefined: not asked for and given; null: given, but there is none of this name. */
  env(name: string): string | null | undefined;
}

/**
 * The template with each variable's value. Values are not looked into for further variables. Throws INPUT at `field`:
 * variable (braces around nothing known), variableName (not in the library), variableEnv (not given), variableUnset.
 */
export function expandTemplate(source: string, values: TemplateValues, field: string): string {
  if (!source.includes('{{')) return source;
  return parseTemplate(source)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const params: ErrorParams = { value: source.slice(part.from, part.to), at: part.from };
      if (part.kind === 'invalid') throw inputError(field, 'variable', params);
      return valueFor(part.variable, values, field, params);
    })
    .join('');
}

function valueFor(variable: Variable, values: TemplateValues, field: string, params: ErrorParams): string {
  switch (variable.kind) {
    case 'uuid':
      return values.uuid();
    case 'seq':
      return String(values.seq);
    case 'now':
      return nowText(values.now + variable.offsetMs, variable.format);
    case 'pick':
      return variable.options[Math.floor(values.random() * variable.options.length)] ?? '';
    case 'int':
      return String(variable.min + Math.floor(values.random() * (variable.max - variable.min + 1)));
    case 'named': {
      const value = values.named(variable.name);
      if (value === undefined) throw inputError(field, 'variableName', params);
      return value;
    }
    case 'env': {
      const value = values.env(variable.name);
      if (value === undefined) throw inputError(field, 'variableEnv', { ...params, name: variable.name });
      if (value === null) throw inputError(field, 'variableUnset', { ...params, name: variable.name });
      return value;
    }
  }
}

function nowText(ms: number, format: 'iso' | 'ms' | 's'): string {
  if (format === 'iso') return new Date(ms).toISOString();
  return String(format === 'ms' ? ms : Math.floor(ms / 1_000));
}
