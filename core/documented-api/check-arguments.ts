import type { z } from 'zod';
import { besideDocumentedCalls, documentedCalls } from '../contract/documented.ts';
import { type GantryError, inputError } from '../model/error.ts';

const CALLS = { ...documentedCalls, ...besideDocumentedCalls };

/**
 * Throws INPUT (type, tooLong) for the first of `values` that the contract would not let in; by the parameters'
 * documented names. Functions are no part of the contract, and are left to the caller.
 */
export function checkArguments(name: keyof typeof CALLS, values: Record<string, unknown>): void {
  const shape: Record<string, z.ZodType> = CALLS[name].input.shape;
  for (const field of Object.keys(values)) {
    const schema = shape[field];
    const issue = schema?.safeParse(values[field]).error?.issues[0];
    if (issue !== undefined) throw argumentError(field, issue, schema?.description ?? '');
  }
}

/** Throws INPUT (type) unless `value` can be called. */
export function checkFunction(field: string, value: unknown): void {
  if (typeof value !== 'function') throw inputError(field, 'type', { wanted: 'function' });
}

/** Throws INPUT (range). */
export function checkRange(field: string, value: number, min: number, max: number): void {
  if (value < min || value > max) throw inputError(field, 'range', { min, max });
}

function argumentError(field: string, issue: z.core.$ZodIssue, wanted: string): GantryError {
  if (issue.code === 'too_big' && issue.origin === 'string')
    return inputError(field, 'tooLong', { max: Number(issue.maximum) });
  return inputError(field, 'type', { wanted });
}
