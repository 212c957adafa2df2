/** Rows of one block of columns. */
export const ROWS_PER_BLOCK = 8_192;
/** Where a slot lies: its block, and its row there. */
export const blockOf = (slot: number): number => slot >>> 13;
export const rowOf = (slot: number): number => slot & (ROWS_PER_BLOCK - 1);

const NUMBERS = ['storedAt', 'bornAt', 'queueOffset', 'commitLogOffset', 'preparedOffset'] as const;
const INTEGERS = [
  /** Above 0: the row's number. 0: never used. Below 0: the number of a row that was dropped. */
  'seq',
  /** Indices into the table's lists. */
  'queue',
  'topic',
  'tag',
  'bornHost',
  'storeHost',
  /** Where the row's bytes begin: the properties, then the body. */
  'chunk',
  'at',
  'headBytes',
  /** Body bytes kept; -1: none, because they are too many. */
  'keptBytes',
  'bodyBytes',
  'storedBodyBytes',
  'reconsumeTimes',
  'flag',
  'sysFlag',
  'bodyCrc',
] as const;

type NumberColumns = { readonly [N in (typeof NUMBERS)[number]]: Float64Array };
type IntegerColumns = { readonly [N in (typeof INTEGERS)[number]]: Int32Array };
export type Columns = NumberColumns & IntegerColumns;

export const BLOCK_BYTES = ROWS_PER_BLOCK * (NUMBERS.length * 8 + INTEGERS.length * 4);

/** The columns of one block, over memory that a search worker reads as well. */
export function columnsOver(memory: SharedArrayBuffer): Columns {
  let at = 0;
  const columns: Record<string, Float64Array | Int32Array> = {};
  for (const name of NUMBERS) {
    columns[name] = new Float64Array(memory, at, ROWS_PER_BLOCK);
    at += ROWS_PER_BLOCK * 8;
  }
  for (const name of INTEGERS) {
    columns[name] = new Int32Array(memory, at, ROWS_PER_BLOCK);
    at += ROWS_PER_BLOCK * 4;
  }
  return columns as unknown as Columns;
}
