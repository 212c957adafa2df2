import { z } from 'zod';
import { draft } from '../../contract/inputs.ts';
import type { FileProblem, Template } from '../../contract/library.ts';
import { decodeBase64, encodeBase64 } from '../../model/base64.ts';
import { type JsonNode, JsonTextError, readJson } from '../../model/json/json-tree.ts';
import { lineAndColumn } from '../../model/line-and-column.ts';

const SCHEMA = 1;
const BASE64_LINE = 76;

/** Keys in the order they are written; what a later version adds to a draft follows. */
const KEY_ORDER = [
  'schema',
  'topic',
  'tag',
  'keys',
  'properties',
  'delayLevel',
  'mode',
  'orderly',
  'variables',
  'bodyFormat',
];

/** A file by hand may leave out what has an obvious default. */
const { body: _bytes, ...fields } = draft.shape;
const stored = z
  .object({
    ...fields,
    tag: fields.tag.default(''),
    keys: fields.keys.default([]),
    properties: fields.properties.default([]),
    delayLevel: fields.delayLevel.default(0),
    bodyFormat: fields.bodyFormat.default('text'),
    variables: z.boolean().default(true),
    body: z.array(z.string()).optional(),
    bodyBase64: z.array(z.string()).optional(),
  })
  .strict();

/**
 * A message template as text made for git: keys in a fixed order, a line each for keys, properties and the lines of the
 * body. A body that is no UTF-8 stands as `bodyBase64`. Reading it back gives the same bytes.
 */
export function writeTemplate({ draft: { body, ...rest }, variables }: Template): string {
  const facts: Record<string, unknown> = { schema: SCHEMA, ...rest, variables };
  const names = [...KEY_ORDER, ...Object.keys(facts).filter((name) => !KEY_ORDER.includes(name))];
  const entries = names
    .filter((name) => facts[name] !== undefined)
    .map((name) => [name, facts[name]] as const);
  const lines = [...entries, bodyEntry(body)].map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${valueText(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** The message, or what is wrong with the text and in which line. */
export function readTemplate(text: string): Template | { problem: FileProblem } {
  const read = readFacts(text);
  if ('problem' in read) return read;
  const parsed = stored.safeParse(read.facts);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path ?? [];
    return { problem: { ...lineOf(text, read.root, path), reason: 'field', detail: path.join('.') } };
  }
  const { body, bodyBase64, variables, ...rest } = parsed.data;
  if ((body === undefined) === (bodyBase64 === undefined))
    return { problem: { reason: 'field', detail: 'body' } };
  if (bodyBase64 === undefined)
    return { draft: { ...rest, body: Buffer.from((body ?? []).join('\n'), 'utf8') }, variables };
  const bytes = decodeBase64(bodyBase64.join(''));
  if ('badAt' in bytes)
    return {
      problem: { ...lineOf(text, read.root, ['bodyBase64']), reason: 'base64', detail: 'bodyBase64' },
    };
  return { draft: { ...rest, body: bytes }, variables };
}

/** A JSON object whose `schema` is ours, without it. */
export function readFacts(
  text: string,
): { facts: Record<string, unknown>; root: JsonNode } | { problem: FileProblem } {
  let root: JsonNode;
  try {
    root = readJson(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const { line } = lineAndColumn(text, error.at);
    return { problem: { line, reason: 'syntax', detail: error.found } };
  }
  // The reader agrees with JSON.parse, whose values are ready to be checked.
  const value = JSON.parse(text) as unknown;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: { line: 1, reason: 'field', detail: 'schema' } };
  const { schema, ...facts } = value as Record<string, unknown>;
  if (schema === SCHEMA) return { facts, root };
  const reason = typeof schema === 'number' && schema > SCHEMA ? 'schema' : 'field';
  const detail = reason === 'schema' ? String(schema) : 'schema';
  return { problem: { ...lineOf(text, root, ['schema']), reason, detail } };
}

/** The line of the value a path leads to, or of the innermost one there is. */
export function lineOf(text: string, root: JsonNode, path: PropertyKey[]): { line: number } {
  let node = root;
  for (const part of path) {
    const next =
      node.kind === 'object'
        ? node.members.find(({ name }) => name === part)?.value
        : node.kind === 'array'
          ? node.items[Number(part)]
          : undefined;
    if (next === undefined) break;
    node = next;
  }
  return { line: lineAndColumn(text, node.at).line };
}

function bodyEntry(body: Uint8Array): readonly [string, string[]] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  // Bytes that are no UTF-8 do not come back from the text.
  if (Buffer.from(text, 'utf8').equals(body)) return ['body', text.split('\n')];
  const base64 = encodeBase64(body);
  return ['bodyBase64', base64.match(new RegExp(`.{1,${BASE64_LINE}}`, 'g')) ?? []];
}

function valueText(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 0) return '[]';
  return `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
}
