import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ExportChunk } from '../../../../../core/contract/browse.ts';
import { stateError } from '../../../../../core/model/error.ts';
import { setBridge } from '../../../../bridge/call.ts';
import { FakeHost } from '../../../../testing/fake-host.ts';
import { ExportBar, ExportMenu } from './export-parts.tsx';
import { useExport } from './use-export.ts';

const ROWS = 3_000;

let host: FakeHost;
/** The parts that were asked for and not given yet. */
let asked: { give(chunk: Partial<ExportChunk>): void; fail(): void }[];
/** What was handed to the person. */
let saved: { name: string; text: Promise<string> }[];

beforeEach(() => {
  asked = [];
  saved = [];
  host = new FakeHost();
  host.answers['browse.export'] = () => ({ exportId: 5, rows: ROWS });
  host.answers['browse.export.cancel'] = () => null;
  host.answers['browse.export.read'] = () =>
    new Promise((resolve, reject) =>
      asked.push({
        give: (chunk) =>
          resolve({ bytes: new Uint8Array(), rowsDone: 0, rows: ROWS, done: false, leftOut: 0, ...chunk }),
        fail: () => reject(stateError('unknownId', { what: 'export', id: 5 })),
      }),
    );
  setBridge(host);
  let file: Blob | undefined;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    file = blob as Blob;
    return 'blob:file';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function save(this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: file?.text() ?? Promise.resolve('') });
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function Pane({ seqs }: { seqs: number[] }) {
  const rows = useExport(9, 'order-events');
  return (
    <>
      <ExportMenu rows={rows} seqs={seqs} />
      <ExportBar rows={rows} />
    </>
  );
}

async function begin(seqs: number[] = []): Promise<void> {
  render(<Pane seqs={seqs} />);
  fireEvent.click(screen.getByRole('button', { name: /^Export/ }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'As NDJSON' }));
  await waitFor(() => expect(asked).toHaveLength(1));
}

const part = (text: string, rowsDone: number, more: Partial<ExportChunk> = {}) => ({
  bytes: new TextEncoder().encode(text),
  rowsDone,
  ...more,
});
const called = (name: string): unknown[] =>
  host.calls.filter((call) => call.name === name).map(({ input }) => input);

it('says after each part how far it is, and saves them as one file', async () => {
  await begin();
  asked[0]?.give(part('one\n', 1_000));
  await screen.findByText('Exporting 1,000 of 3,000 rows');
  expect(saved).toEqual([]);
  await waitFor(() => expect(asked).toHaveLength(2));
  asked[1]?.give(part('two\n', 2_998, { done: true, leftOut: 2 }));
  await screen.findByText('Exported 2,998 rows. Left out: 2, no longer stored.');
  expect(saved.map(({ name }) => name)).toEqual(['order-events.ndjson']);
  expect(await saved[0]?.text).toBe('one\ntwo\n');
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('status')).toBeNull();
});

it('is cancelled at the host, and saves nothing of what came', async () => {
  await begin();
  asked[0]?.give(part('one\n', 1_000));
  await screen.findByText('Exporting 1,000 of 3,000 rows');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(called('browse.export.cancel')).toEqual([{ exportId: 5 }]);
  await waitFor(() => expect(asked).toHaveLength(2));
  // The host knows of it no more.
  await act(async () => asked[1]?.fail());
  await waitFor(() => expect(screen.queryByRole('status')).toBeNull());
  expect(screen.queryByRole('alert')).toBeNull();
  expect(saved).toEqual([]);
});

it('takes the checked rows where there are any, and says why it failed', async () => {
  await begin([4, 8]);
  expect(called('browse.export')).toEqual([{ browseId: 9, format: 'ndjson', seqs: [4, 8] }]);
  asked[0]?.fail();
  await screen.findByRole('alert');
  expect(saved).toEqual([]);
});
