import { Buffer } from 'node:buffer';

/** An answer without what every answer has: opaque, flag, language, version. Code 0 unless it says otherwise. */
export interface Reply {
  code?: number;
  remark?: string;
  extFields?: Record<string, string>;
  body?: Uint8Array;
}

export const DONE: Reply = {};

/** Thrown by handlers: the request is answered with this code and remark. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(code: number, remark: string, extFields: Record<string, string> = {}) {
    super(remark);
    this.name = 'Refusal';
    this.reply = { code, remark, extFields };
  }
}

export function jsonReply(value: unknown): Reply {
  return { body: Buffer.from(JSON.stringify(value)) };
}

/**
 * A map whose keys are objects, as fastjson writes it and Java's tools expect it: `{{"queueId":0}:{...},...}`.
 */
export function objectKeyedMap(pairs: readonly (readonly [key: object, value: unknown])[]): string {
  return `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
}
