import type { CallEntry } from '../../../../core/contract/operations.ts';
import { CSendStatus, CStatus } from '../../../../core/model/documented-status.ts';
import { nameOfStatus } from '../status-name.ts';
import { madeHandle, sendResult } from './entries.ts';

/** More of one value is not shown in a line; Copy as Python has all of it. */
const MAX_VALUE = 120;

const GIVES_TEXT = /^Get/;

/** The arguments as they were given, in the order of the document. */
export function argumentsText({ input }: CallEntry): string {
  return Object.values(input).map(argumentText).join(', ');
}

function argumentText(value: unknown): string {
  if (value instanceof Uint8Array) return `<${value.length} B>`;
  const text = JSON.stringify(value) ?? '';
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

/** What the call gave, by its documented name where it has one. */
export function valueText(entry: CallEntry): string {
  const { name, ended } = entry;
  if (ended?.ok !== true) return '';
  const handle = madeHandle(entry);
  if (handle !== undefined) return String(handle);
  const result = sendResult(entry);
  if (result !== undefined)
    return `${nameOfStatus(CSendStatus, result.sendStatus)} ${result.msgId} ${result.offset}`;
  return GIVES_TEXT.test(name) ? argumentText(ended.value) : nameOfStatus(CStatus, ended.value);
}
