/** How a body is written: as text of some kind, as text that stands for bytes, or as the bytes of a file. */
export const BODY_FORMATS = ['json', 'xml', 'text', 'hex', 'base64', 'file'] as const;
export type BodyFormat = (typeof BODY_FORMATS)[number];

/** What stands in the editor is the body itself, in UTF-8. */
export const isTextFormat = (format: BodyFormat): boolean =>
  format === 'json' || format === 'xml' || format === 'text';
