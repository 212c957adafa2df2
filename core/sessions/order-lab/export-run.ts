import { ORDER_PAGE_ROWS, type OrderRunView } from '../../contract/order-lab.ts';
import { keyName } from '../../model/order/scenario.ts';
import { keyViews } from './lanes.ts';
import type { MessageRows } from './message-rows.ts';
import type { RunRecord } from './run-record.ts';

const SCHEMA = 1;
const PAGES_A_PART = 10;

/** One part of a run as JSON text; all parts joined are one object. The first has everything but the messages. */
export async function exportPart(
  view: OrderRunView,
  record: RunRecord | undefined,
  rows: MessageRows | undefined,
  part: number,
): Promise<{ text: string; done: boolean }> {
  const from = (part - 1) * PAGES_A_PART * ORDER_PAGE_ROWS;
  if (part === 0) return { text: await head(view, record), done: false };
  const page = await rows?.page(undefined, from, PAGES_A_PART * ORDER_PAGE_ROWS);
  const lines = (page?.rows ?? []).map(({ row: _row, ...message }) =>
    JSON.stringify({ ...message, key: keyName(message.key) }),
  );
  const done = page === undefined || from + lines.length >= page.total;
  const separator = from === 0 || lines.length === 0 ? '' : ',\n';
  return { text: `${separator}${lines.join(',\n')}${done ? '\n]}\n' : ''}`, done };
}

async function head(view: OrderRunView, record: RunRecord | undefined): Promise<string> {
  const { runId, profileId: _profileId, version: _version, ...facts } = view;
  const views = record === undefined ? [] : keyViews(await record.storedLines(), record.handledLines);
  const keys = views.map(({ key: _key, ...key }) => key);
  return `${JSON.stringify({ schema: SCHEMA, run: runId, ...facts, keys }).slice(0, -1)},"rows":[\n`;
}
