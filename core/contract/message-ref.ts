import { z } from 'zod';

const id = z.number().int().positive();

/**
 * A message a window points at; the bytes stay in the host. `consumer`: a row of a consumer. `browse`: a row of a topic
 * that is looked at. `sent`: a send of this run or of the history. `template`: a file of the library.
 */
export const messageRef = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('consumer'), consumerId: id, seq: id }).strict(),
  z.object({ kind: z.literal('browse'), browseId: id, seq: id }).strict(),
  z.object({ kind: z.literal('sent'), sendId: id }).strict(),
  z.object({ kind: z.literal('template'), path: z.string().min(1).max(1_024) }).strict(),
]);
export type MessageRef = z.output<typeof messageRef>;
