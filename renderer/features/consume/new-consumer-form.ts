import type { ConsumerView } from '../../../core/model/consume.ts';
import type { ErrorData } from '../../../core/model/error.ts';

export const MAX_SEATS = 1_000;

export type FormField = 'group' | 'topic' | 'tagPattern' | 'seats';

/** `gantry-<user>-<n>` with the lowest n no consumer here uses. */
export function suggestGroup(userName: string, consumers: readonly Pick<ConsumerView, 'group'>[]): string {
  const used = new Set(consumers.map(({ group }) => group));
  let n = 1;
  while (used.has(`gantry-${userName}-${n}`)) n++;
  return `gantry-${userName}-${n}`;
}

/** The form's field an error of the host is about; undefined: it is about none. */
export function formField(error: ErrorData): FormField | undefined {
  if (error.code === 'NO_ROUTE') return 'topic';
  if (error.code === 'STATE' && error.params.rule === 'groupInUse') return 'group';
  if (error.code !== 'INPUT') return undefined;
  const path = String(error.params.field);
  if (/^subscriptions(\.\d+)?(\.topic)?$/.test(path)) return 'topic';
  if (/^subscriptions\.\d+\.tagPattern$/.test(path)) return 'tagPattern';
  return path === 'group' || path === 'seats' ? path : undefined;
}
