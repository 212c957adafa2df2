import { Buffer } from 'node:buffer';
import { GantryError } from '../model/error.ts';
import { LANGUAGES, MAX_FRAME_BYTES, OUR_LANGUAGE, SERIALIZE_JSON, SERIALIZE_ROCKETMQ } from './codes.ts';
import type { Command } from './command.ts';

/** Why bytes are no frame; `params.rule` of a FRAME error. */
export type FrameRule =
  | 'tooLong' // over MAX_FRAME_BYTES; params.bytes, params.max
  | 'tooShort' // the length field leaves no room for the header length
  | 'headerLength' // the header would reach past the frame
  | 'serializeType' // neither JSON nor ROCKETMQ
  | 'badHeader'
  | 'missingField'
  | 'badNumber'
  | 'badRecord'
  | 'badBody'
  | 'badJson'
  | 'tooDeep';

export function frameError(rule: FrameRule, params: Record<string, string | number> = {}): GantryError {
  return new GantryError('FRAME', { params: { rule, ...params } });
}

/** Bytes in front of the header: total length and header length. */
export const FRAME_PREFIX_BYTES = 8;

/**
 * One command as a whole frame with a JSON header, in one buffer. `extFields` is left out when empty, `remark` when
 * undefined. Throws FRAME (tooLong) beyond MAX_FRAME_BYTES, which every peer would close the connection for.
 * Source: RemotingCommand.encode.
 */
export function encodeFrame(command: Command): Buffer {
  const header = headerText(command);
  const headerBytes = Buffer.byteLength(header);
  const frame = Buffer.allocUnsafe(FRAME_PREFIX_BYTES + headerBytes + command.body.length);
  writePrefix(frame, 0, headerBytes, command.body.length);
  frame.write(header, FRAME_PREFIX_BYTES);
  frame.set(command.body, FRAME_PREFIX_BYTES + headerBytes);
  return frame;
}

/** The frame without its body, which is to be written behind it: a large body need not be copied. Throws as encodeFrame. */
export function encodeFrameHead(command: Command): Buffer {
  const header = headerText(command);
  const headerBytes = Buffer.byteLength(header);
  const head = Buffer.allocUnsafe(FRAME_PREFIX_BYTES + headerBytes);
  writePrefix(head, 0, headerBytes, command.body.length);
  head.write(header, FRAME_PREFIX_BYTES);
  return head;
}

/**
 * The frame written into `target` at `at`; where it ends, or undefined when `target` may be too small (nothing that
 * counts is written then). Throws as encodeFrame.
 */
export function encodeFrameInto(command: Command, target: Buffer, at: number): number | undefined {
  const header = headerText(command);
  const headerAt = at + FRAME_PREFIX_BYTES;
  // Three bytes are the most that one UTF-16 unit takes in UTF-8.
  if (headerAt + header.length * 3 + command.body.length > target.length) return undefined;
  const headerBytes = target.write(header, headerAt);
  writePrefix(target, at, headerBytes, command.body.length);
  target.set(command.body, headerAt + headerBytes);
  return headerAt + headerBytes + command.body.length;
}

function writePrefix(target: Buffer, at: number, headerBytes: number, bodyBytes: number): void {
  const total = FRAME_PREFIX_BYTES + headerBytes + bodyBytes;
  if (total > MAX_FRAME_BYTES) throw frameError('tooLong', { bytes: total, max: MAX_FRAME_BYTES });
  target.writeInt32BE(total - 4, at);
  target.writeInt32BE((SERIALIZE_JSON << 24) | headerBytes, at + 4);
}

function headerText(command: Command): string {
  const header: Record<string, unknown> = { code: command.code };
  for (const _ in command.extFields) {
    header.extFields = command.extFields;
    break;
  }
  header.flag = command.flag;
  header.language = command.language;
  header.opaque = command.opaque;
  if (command.remark !== undefined) header.remark = command.remark;
  header.serializeTypeCurrentRPC = 'JSON';
  header.version = command.version;
  return JSON.stringify(header);
}

/**
 * A command from its header bytes and its body, which is taken as it is. Numbers and booleans in `extFields` become
 * text (the C++ client writes numbers), null members are left out, unknown members ignored, missing ones default as in
 * Java (code 0, flag 0, language JAVA, version 0). Throws FRAME (badHeader, serializeType).
 */
export function decodeCommand(header: Uint8Array, body: Uint8Array, serializeType: number): Command {
  const view = Buffer.from(header.buffer, header.byteOffset, header.length);
  if (serializeType === SERIALIZE_JSON) return decodeJsonHeader(view, body);
  if (serializeType === SERIALIZE_ROCKETMQ) return decodeBinaryHeader(view, body);
  throw frameError('serializeType', { value: serializeType });
}

function decodeJsonHeader(view: Buffer, body: Uint8Array): Command {
  let header: unknown;
  try {
    header = JSON.parse(view.toString('utf8'));
  } catch {
    throw frameError('badHeader');
  }
  if (!isRecord(header)) throw frameError('badHeader');
  const command: Command = {
    code: integer(header, 'code'),
    opaque: integer(header, 'opaque'),
    flag: integer(header, 'flag'),
    language: languageName(header.language),
    version: integer(header, 'version'),
    extFields: extFieldsOf(header.extFields),
    body,
  };
  if (typeof header.remark === 'string') command.remark = header.remark;
  return command;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function integer(header: Record<string, unknown>, name: string): number {
  const value = header[name];
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || (value | 0) !== value)
    throw frameError('badHeader', { field: name });
  return value;
}

/** A name, or an ordinal as fastjson would write it under another setting; JAVA when absent. */
function languageName(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return LANGUAGES[value] ?? OUR_LANGUAGE;
  return 'JAVA';
}

function extFieldsOf(value: unknown): Record<string, string> {
  const ext = emptyFields();
  if (value === undefined || value === null) return ext;
  if (!isRecord(value)) throw frameError('badHeader', { field: 'extFields' });
  for (const name in value) {
    const field = value[name];
    if (field === null) continue;
    ext[name] =
      typeof field === 'string' ? field : typeof field === 'object' ? JSON.stringify(field) : String(field);
  }
  return ext;
}

/** No prototype: a peer may name a field `__proto__` or `constructor`. */
function emptyFields(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}

/** Source: RocketMQSerializable.rocketMQProtocolDecode. */
function decodeBinaryHeader(view: Buffer, body: Uint8Array): Command {
  const reader = new HeaderReader(view);
  const code = reader.int16();
  const language = LANGUAGES[reader.int8()] ?? OUR_LANGUAGE;
  const version = reader.int16();
  const opaque = reader.int32();
  const flag = reader.int32();
  const remark = reader.text(reader.int32());
  const extFields = emptyFields();
  const extEnd = reader.skip(reader.int32());
  while (reader.at < extEnd) {
    const name = reader.text(reader.int16());
    extFields[name] = reader.text(reader.int32());
  }
  if (reader.at !== extEnd) throw frameError('badHeader');
  const command: Command = { code, opaque, flag, language, version, extFields, body };
  if (remark !== '') command.remark = remark;
  return command;
}

class HeaderReader {
  at = 0;
  readonly #view: Buffer;

  constructor(view: Buffer) {
    this.#view = view;
  }

  int8(): number {
    return this.#view.readInt8(this.#take(1));
  }

  int16(): number {
    return this.#view.readInt16BE(this.#take(2));
  }

  int32(): number {
    return this.#view.readInt32BE(this.#take(4));
  }

  text(length: number): string {
    const start = this.#take(length);
    return this.#view.toString('utf8', start, start + length);
  }

  /** Where a part of this length ends; the part itself is not read. */
  skip(length: number): number {
    if (length < 0 || this.at + length > this.#view.length) throw frameError('badHeader');
    return this.at + length;
  }

  #take(length: number): number {
    const start = this.at;
    this.at = this.skip(length);
    return start;
  }
}
