/** How bytes are read as text. Labels are TextDecoder's; its Latin-1 is Windows-1252, which has a sign for every byte. */
export const CHARSETS = [
  { id: 'utf-8', name: 'UTF-8' },
  { id: 'gbk', name: 'GBK' },
  { id: 'utf-16le', name: 'UTF-16LE' },
  { id: 'utf-16be', name: 'UTF-16BE' },
  { id: 'latin1', name: 'Latin-1' },
] as const;
export type Charset = (typeof CHARSETS)[number]['id'];

export const charsetName = (charset: Charset): string =>
  CHARSETS.find(({ id }) => id === charset)?.name ?? charset;
