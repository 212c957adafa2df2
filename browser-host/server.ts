import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { SECURITY_HEADERS, serveAsset } from '../core/assets.ts';
import type { Console } from '../core/console.ts';
import { Gate } from './gate.ts';
import { serveLink } from './link.ts';

/** Largest frame a window may send: a message body at its largest, and room for the rest. */
export const MAX_FRAME_BYTES = 32 * 1024 * 1024;

/** Only this machine can connect. */
const ADDRESS = '127.0.0.1';

export interface ServerOptions {
  gantry: Pick<Console, 'call' | 'attach'>;
  /** Folder with the window's files. */
  rendererDir: string;
  /** 0 = any free one. Rejects with EADDRINUSE when taken. */
  port: number;
  /** The page starts the sandbox as soon as it is open. */
  startSandbox: boolean;
}

export interface Server {
  port: number;
  /** The address with the one-time token. */
  url: string;
  /** Ends every link and stops listening. */
  close(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<Server> {
  const server = http.createServer();
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const gate = new Gate(port);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });

  server.on('request', (request, response) => {
    void answer(gate, options, request).then(({ status, headers, body }) => {
      response.writeHead(status, headers);
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const status = refuseUpgrade(gate, request);
    if (status !== undefined) {
      refuseSocket(socket, status);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (link) => serveLink(link, options.gantry));
  });
  server.on('clientError', (_error, socket) => refuseSocket(socket, 400));

  return {
    port,
    url: gate.url,
    async close() {
      for (const link of sockets.clients) link.terminate();
      sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, ADDRESS, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

async function answer(gate: Gate, options: ServerOptions, request: http.IncomingMessage): Promise<Reply> {
  if (!gate.isOurHost(request.headers)) return text(421, 'This address is not served here.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return text(405, 'Only GET is answered here.', { allow: 'GET, HEAD' });
  const { path, query } = splitTarget(request.url ?? '/');
  const token = path === '/' ? new URLSearchParams(query).get('token') : null;
  if (token !== null && request.method === 'GET') {
    if (gate.redeem(token)) return redirect(options, { 'set-cookie': gate.setCookie });
    // The address opened once more in the same browser.
    if (gate.hasCookie(request.headers)) return redirect(options, {});
    return text(
      403,
      'This link was used or is not valid. Start Gantry again and open the address it prints.',
    );
  }
  if (!gate.hasCookie(request.headers))
    return text(403, 'Open the address that Gantry printed when it started.');
  return await serveAsset(options.rendererDir, path);
}

/** The request's path as it was sent: a URL parser would fold `..` away before anyone could refuse it. */
function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) };
}

function redirect(options: ServerOptions, headers: Record<string, string>): Reply {
  const location = options.startSandbox ? '/?sandbox=1' : '/';
  return {
    ...text(303, ''),
    headers: { ...SECURITY_HEADERS, ...headers, location, 'cache-control': 'no-store' },
  };
}

function text(status: number, sentence: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
    body: `${sentence}\n`,
  };
}

function refuseUpgrade(gate: Gate, request: http.IncomingMessage): number | undefined {
  if (!gate.isOurHost(request.headers)) return 421;
  if (splitTarget(request.url ?? '').path !== '/link') return 404;
  if (!gate.isOurOrigin(request.headers) || !gate.hasCookie(request.headers)) return 403;
  return undefined;
}

function refuseSocket(socket: Duplex, status: number): void {
  if (socket.writable)
    socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`);
  else socket.destroy();
}
