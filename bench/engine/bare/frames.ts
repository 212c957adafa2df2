import type { Socket } from 'node:net';
import type { ClientInstance } from '../../../core/client/client-instance.ts';
import type { MessageQueue } from '../../../core/model/queue.ts';
import { OUR_LANGUAGE, OUR_VERSION } from '../../../core/protocol/codes.ts';
import type { EncodedRequest } from '../../../core/protocol/define-request.ts';
import { encodeFrame } from '../../../core/protocol/frame.ts';
import { dialPlain } from '../../../core/remoting/dial.ts';

export function frameOf({ code, extFields, body }: EncodedRequest, opaque: number): Buffer {
  return encodeFrame({
    code,
    opaque,
    flag: 0,
    language: OUR_LANGUAGE,
    version: OUR_VERSION,
    extFields,
    body,
  });
}

/** The queues of a topic, which lie on one broker, and its address. */
export async function queuesOf(client: ClientInstance, topic: string) {
  await client.routes.get(topic);
  const queues: MessageQueue[] = client.routes.forSubscribe(topic);
  const address = client.routes.masterAddress(queues[0]?.brokerName ?? '') ?? '';
  return { queues, address };
}

/** A socket and what it hears: no deadlines, no answers matched to requests. */
export async function openBare(address: string, onBytes: (bytes: Uint8Array) => void): Promise<Socket> {
  const { socket } = dialPlain(address, onBytes);
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}
