import { Buffer } from 'node:buffer';
import type { BrowseMessage, ExportChunk, ExportFormat } from '../../../contract/browse.ts';
import { GantryError } from '../../../model/error.ts';
import { EXPORTED_COLUMNS, exportedCells, exportedMessage } from '../../../model/exported-message.ts';
import { csvLine } from './csv.ts';

const CHUNK_ROWS = 500;
const CHUNK_CHARACTERS = 512 * 1024;

/** Rows as a file, made in parts as they are asked for. What is gone by then is left out and counted. */
export class RowExport {
  readonly #format: ExportFormat;
  readonly #seqs: readonly number[];
  readonly #read: (seq: number) => Promise<BrowseMessage>;
  #at = 0;
  #written = 0;
  #leftOut = 0;
  #isBegun = false;

  /** `read` throws GantryError for a row that is gone. */
  constructor(format: ExportFormat, seqs: readonly number[], read: (seq: number) => Promise<BrowseMessage>) {
    this.#format = format;
    this.#seqs = seqs;
    this.#read = read;
  }

  get rows(): number {
    return this.#seqs.length;
  }

  /** The next part; an empty one after the last. */
  async next(): Promise<ExportChunk> {
    let text = this.#isBegun ? '' : this.#opening();
    this.#isBegun = true;
    const before = this.#at;
    while (this.#at < this.rows && this.#at - before < CHUNK_ROWS && text.length < CHUNK_CHARACTERS)
      text += await this.#row(this.#seqs[this.#at++] ?? 0);
    const done = this.#at === this.rows;
    if (done && this.#format === 'json') text += '\n]\n';
    return {
      bytes: Buffer.from(text, 'utf8'),
      rowsDone: this.#at,
      rows: this.rows,
      done,
      leftOut: this.#leftOut,
    };
  }

  #opening(): string {
    if (this.#format === 'csv') return csvLine(EXPORTED_COLUMNS);
    return this.#format === 'json' ? '[' : '';
  }

  async #row(seq: number): Promise<string> {
    try {
      const message = exportedMessage(await this.#read(seq), toBase64);
      const isFirst = this.#written++ === 0;
      if (this.#format === 'csv') return csvLine(exportedCells(message));
      const json = JSON.stringify(message);
      return this.#format === 'ndjson' ? `${json}\n` : `${isFirst ? '' : ','}\n${json}`;
    } catch (error) {
      if (!(error instanceof GantryError)) throw error;
      this.#leftOut++;
      return '';
    }
  }
}

const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
