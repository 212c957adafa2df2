import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrowseMessage, ExportFormat } from '../../../contract/browse.ts';
import { stateError } from '../../../model/error.ts';
import { storedDetail } from '../../stored-detail.ts';
import { readMessage, readRow } from '../table/read-row.ts';
import { RowTable } from '../table/row-table.ts';
import { receivedMessage } from '../test-message.ts';
import { csvLine } from './csv.ts';
import { RowExport } from './row-export.ts';

/** The reader of RFC 4180, for one line. */
function cellsOf(line: string): string[] {
  const cells = [...`${line.slice(0, -2)},`.matchAll(/("(?:[^"]|"")*"|[^,"]*),/g)];
  return cells.map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

function details(bodies: (string | Uint8Array)[]): (seq: number) => Promise<BrowseMessage> {
  const table = new RowTable(2_000);
  for (const body of bodies) table.add(receivedMessage({ body, properties: [['TAGS', '=1+1']] }));
  return async (seq) => {
    const slot = table.slotOf(seq);
    if (slot === undefined) throw stateError('unknownId');
    return storedDetail(readRow(table.memory, slot), readMessage(table.memory, slot));
  };
}

async function exported(format: ExportFormat, bodies: (string | Uint8Array)[], seqs: number[]) {
  const rows = new RowExport(format, seqs, details(bodies));
  const parts: Uint8Array[] = [];
  for (;;) {
    const chunk = await rows.next();
    parts.push(chunk.bytes);
    if (chunk.done) return { text: Buffer.concat(parts).toString('utf8'), parts: parts.length, ...chunk };
  }
}

describe('csvLine', () => {
  it('is read back as it was, and never begins a cell like a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        const read = cellsOf(csvLine(cells));
        expect(read.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ''))).toEqual(
          cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, '')),
        );
        for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

describe('RowExport', () => {
  it('writes JSON and lines of JSON that give every byte of a body back', async () => {
    const bodies = ['订单', Uint8Array.of(0xff, 0), '{"a":"\n"}'];
    const { text } = await exported('json', bodies, [1, 2, 3]);
    const list = JSON.parse(text) as { body: string; bodyEncoding: 'text' | 'base64' }[];
    expect(list.map(({ bodyEncoding }) => bodyEncoding)).toEqual(['text', 'base64', 'text']);
    list.forEach(({ body, bodyEncoding }, index) => {
      const bytes = Buffer.from(body, bodyEncoding === 'text' ? 'utf8' : 'base64');
      expect(bytes.equals(Buffer.from(bodies[index] ?? ''))).toBe(true);
    });
    const lines = (await exported('ndjson', bodies, [1, 2, 3])).text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(list);
  });

  it('writes a table whose cells do nothing', async () => {
    const { text } = await exported('csv', ['@x'], [1]);
    const [head = '', row = ''] = text.split(/(?<=\r\n)/);
    const cells = cellsOf(row);
    const cell = (name: string) => cells[cellsOf(head).indexOf(name)];
    expect(cell('tag')).toBe("'=1+1");
    expect(cell('body')).toBe("'@x");
    expect(cell('bodyEncoding')).toBe('text');
    expect(cell('stored')).toBe('1970-01-01T00:00:00.001Z');
  });

  it('comes in parts, leaves out and counts what is gone, and is whole JSON all the same', async () => {
    const seqs = Array.from({ length: 1_200 }, (_, index) => index + 1);
    const { text, parts, leftOut, rowsDone } = await exported('json', Array(1_100).fill('x'), seqs);
    expect(parts).toBe(3);
    expect(rowsDone).toBe(1_200);
    expect(leftOut).toBe(100);
    expect((JSON.parse(text) as unknown[]).length).toBe(1_100);
    expect(JSON.parse((await exported('json', [], [])).text)).toEqual([]);
  });
});
