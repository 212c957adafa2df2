import type fc from 'fast-check';
import { EMPTY_BODY } from '../core/protocol/command.ts';
import { decodeHeader, decodeReply } from '../core/protocol/define-request.ts';
import { decodeCommand } from '../core/protocol/frame.ts';
import { FrameDecoder } from '../core/protocol/frame-decoder.ts';
import { decodeHeartbeat } from '../core/protocol/heartbeat-json.ts';
import { inflateBody, MAX_INFLATED_BYTES } from '../core/protocol/inflate.ts';
import { parseLooseBody } from '../core/protocol/loose-json.ts';
import { decodeMessages } from '../core/protocol/message-codec.ts';
import { pullMessage } from '../core/protocol/requests/pull.ts';
import { sendMessageV2 } from '../core/protocol/requests/send.ts';
import { decodeTopicRoute } from '../core/protocol/route-json.ts';
import { ends } from './ends.ts';
import { mutantsOf } from './mutate.ts';
import { compressedBodies, frames, headers, jsonBodies, storedMessages } from './seeds.ts';

/** A decoder that must end on any bytes, with a result or with FRAME. */
export interface Target {
  name: string;
  inputs: fc.Arbitrary<Uint8Array>;
  take: (bytes: Uint8Array) => unknown;
  /** What it may use beyond 8 times the input. */
  allowedBytes: number;
}

const MIB = 1024 * 1024;

export const TARGETS: Target[] = [
  {
    name: 'frames',
    inputs: mutantsOf(frames()),
    take: takeFrames,
    // Each of the two decoders makes room for a frame of up to 1 MiB before it has arrived.
    allowedBytes: 4 * MIB,
  },
  { name: 'headers', inputs: mutantsOf(headers()), take: takeHeader, allowedBytes: MIB },
  {
    name: 'stored messages',
    inputs: mutantsOf(storedMessages()),
    take: takeMessages,
    allowedBytes: MAX_INFLATED_BYTES + MIB,
  },
  {
    name: 'compressed bodies',
    inputs: mutantsOf(compressedBodies()),
    take: (bytes) => inflateBody(bytes.subarray(1), (bytes[0] ?? 0) << 8),
    allowedBytes: MAX_INFLATED_BYTES + MIB,
  },
  { name: 'JSON bodies', inputs: mutantsOf(jsonBodies()), take: takeJson, allowedBytes: MIB },
];

/** However a stream is cut into chunks, the same commands come out of it. */
function takeFrames(bytes: Uint8Array): void {
  const whole = countFrames(bytes, bytes.length);
  const cut = countFrames(bytes, 1 + (bytes[bytes.length - 1] ?? 0));
  if (whole !== cut) throw new Error(`${whole} commands in one chunk, ${cut} in several`);
}

function countFrames(bytes: Uint8Array, chunkBytes: number): number {
  const decoder = new FrameDecoder();
  let count = 0;
  for (let at = 0; at < bytes.length && decoder.error === undefined; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    try {
      count += decoder.push(chunk).length;
    } catch (error) {
      if (decoder.error !== error) throw error;
    }
    if (decoder.bufferedBytes > bytes.length) throw new Error('more held back than came');
  }
  return count;
}

function takeHeader(bytes: Uint8Array): void {
  const command = decodeCommand(bytes.subarray(1), EMPTY_BODY, bytes[0] ?? 0);
  for (const read of [
    () => decodeHeader(sendMessageV2, command),
    () => decodeReply(sendMessageV2, command),
    () => decodeHeader(pullMessage, command),
    () => decodeReply(pullMessage, command),
  ])
    ends(read);
}

/** Every text of every message as well, since they are made when asked for. */
function takeMessages(bytes: Uint8Array): void {
  for (const message of decodeMessages(bytes, 'broker-a')) {
    const { topic, uniqueKey, tag, keys, bornHost, storeHost, offsetMsgId, properties, body } = message;
    const texts = [topic, uniqueKey, tag, keys, bornHost, storeHost, offsetMsgId];
    if (texts.some((text) => typeof text !== 'string')) throw new Error('a text is none');
    if (!Array.isArray(properties) || !(body instanceof Uint8Array)) throw new Error('a part is missing');
  }
}

function takeJson(bytes: Uint8Array): void {
  for (const read of [parseLooseBody, decodeTopicRoute, decodeHeartbeat]) ends(() => read(bytes));
}
