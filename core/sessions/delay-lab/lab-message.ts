import type { SendDraft } from '../../contract/views.ts';

/** Of every message the lab sends: its watch asks the brokers for nothing else. */
export const LAB_TAG = 'delay-lab';

/** What is sent for one row. The body says the same in words, for whoever consumes it. */
export function labMessage(topic: string, runId: number, rowId: number, level: number): SendDraft {
  const body = JSON.stringify({ sentBy: 'Gantry delay lab', run: runId, message: rowId, delayLevel: level });
  return {
    topic,
    tag: LAB_TAG,
    keys: [`delay-lab-${runId}-${rowId}`],
    properties: [],
    body: new TextEncoder().encode(body),
    bodyFormat: 'json',
    delayLevel: level,
    mode: 'sync',
  };
}
