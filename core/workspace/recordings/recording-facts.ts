import fs from 'node:fs';
import { readHeaderLine, readLine } from './event-line.ts';

/** First and last lines are shorter. */
const EDGE_BYTES = 4_096;
const LINE_BREAK = 10;

/** What a list says of a recording, without reading it as a whole if its last line is there. */
export interface RecordingFacts {
  startedAtMs: number | undefined;
  events: number;
  isWhole: boolean;
}

export async function readRecordingFacts(file: string, bytes: number): Promise<RecordingFacts> {
  const handle = await fs.promises.open(file, 'r');
  try {
    const head = await readText(handle, 0);
    const startedAtMs = readHeaderLine(head.split('\n')[0] ?? '')?.startedAtMs;
    const tail = await readText(handle, Math.max(0, bytes - EDGE_BYTES));
    const last = readLine(tail.trimEnd().split('\n').at(-1) ?? '');
    if (typeof last === 'object' && last.kind === 'end')
      return { startedAtMs, events: last.events, isWhole: true };
    const lines = await countLines(file);
    return {
      startedAtMs,
      events: Math.max(0, startedAtMs === undefined ? lines : lines - 1),
      isWhole: false,
    };
  } finally {
    await handle.close();
  }
}

async function readText(handle: fs.promises.FileHandle, at: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(EDGE_BYTES), 0, EDGE_BYTES, at);
  return buffer.toString('utf8', 0, bytesRead);
}

async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of fs.createReadStream(file)) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(LINE_BREAK); at >= 0; at = bytes.indexOf(LINE_BREAK, at + 1)) lines++;
  }
  return lines;
}
