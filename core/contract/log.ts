import { z } from 'zod';
import { type CallSpec, call } from './call-spec.ts';

/** errors: what failed and what was lost. all: also what began, came back and ended. */
export const LOG_LEVELS = ['off', 'errors', 'all'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const logCalls = {
  /** Shows the log's folder in the system's own program for files, where the host has one. */
  'app.log.open': call<null>()(z.object({}).strict()),
} as const satisfies Record<string, CallSpec>;
