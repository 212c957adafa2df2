import { Buffer } from 'node:buffer';
import { createServer, type Server, type Socket } from 'node:net';
import { FLAG_RESPONSE, RESPONSE } from '../../core/protocol/codes.ts';
import { type Command, EMPTY_BODY } from '../../core/protocol/command.ts';
import { encodeFrame } from '../../core/protocol/frame.ts';
import { FrameDecoder } from '../../core/protocol/frame-decoder.ts';
import {
  getAllTopicList,
  getBrokerClusterInfo,
  getRouteInfoByTopic,
} from '../../core/protocol/requests/admin.ts';
import { encodeTopicRoute } from '../../core/protocol/route-json.ts';

/** Something on a port of loopback that is no RocketMQ, or half of one. */
export interface FakePeer {
  address: string;
  close(): Promise<void>;
}

/** Answers the first bytes it gets with these, whatever was asked. */
export const answering = (bytes: Uint8Array): Promise<FakePeer> =>
  listen((socket) => socket.once('data', () => socket.write(bytes)));

/** Bytes that are no frame: somebody else's protocol. */
export const GARBAGE = Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');

/** The head of a frame that would be 100 MiB long. */
export function hugeFrameHead(): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(100 * 1024 * 1024, 0);
  head.writeUInt32BE(64, 4);
  return head;
}

const ONLY_TOPIC = 'order-events';

/** A name server that knows one topic and one broker, at an address of the test's choice. */
export function nameServerWithBrokerAt(brokerAddress: string): Promise<FakePeer> {
  const brokerName = 'broker-a';
  const cluster = 'DefaultCluster';
  const bodies: Record<number, Uint8Array> = {
    [getRouteInfoByTopic.code]: encodeTopicRoute(
      {
        brokers: [{ cluster, brokerName, addresses: { 0: brokerAddress } }],
        queues: [{ brokerName, readQueueNums: 4, writeQueueNums: 4, perm: 6, topicSysFlag: 0 }],
      },
      { quotedKeys: true },
    ),
    [getBrokerClusterInfo.code]: json({
      brokerAddrTable: { [brokerName]: { brokerAddrs: { 0: brokerAddress }, brokerName, cluster } },
      clusterAddrTable: { [cluster]: [brokerName] },
    }),
    [getAllTopicList.code]: json({ topicList: [ONLY_TOPIC] }),
  };
  return listen((socket) => {
    const decoder = new FrameDecoder();
    socket.on('data', (chunk) => {
      for (const request of decoder.push(chunk)) socket.write(encodeFrame(answerTo(request, bodies)));
    });
  });
}

function answerTo(request: Command, bodies: Record<number, Uint8Array>): Command {
  const { topic = ONLY_TOPIC } = request.extFields;
  const body = topic === ONLY_TOPIC ? bodies[request.code] : undefined;
  const refusal = topic === ONLY_TOPIC ? RESPONSE.REQUEST_CODE_NOT_SUPPORTED : RESPONSE.TOPIC_NOT_EXIST;
  return {
    code: body === undefined ? refusal : RESPONSE.SUCCESS,
    opaque: request.opaque,
    flag: FLAG_RESPONSE,
    language: 'JAVA',
    version: request.version,
    extFields: {},
    body: body ?? EMPTY_BODY,
  };
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

async function listen(onSocket: (socket: Socket) => void): Promise<FakePeer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    // The other side resets the connection when it has seen enough.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    onSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the peer has no port');
  return {
    address: `127.0.0.1:${bound.port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
