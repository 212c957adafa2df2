import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchNameServers } from './name-server-domain.ts';

let server: http.Server;
let answer: (response: http.ServerResponse) => void;
let url: string;

beforeEach(async () => {
  server = http.createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rocketmq/nsaddr`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('name server domain', () => {
  it('answers with the addresses of its first line', async () => {
    answer = (response) => response.end('10.0.0.1:9876;10.0.0.2:9876\r\nsomething else');
    await expect(fetchNameServers(url)).resolves.toEqual(['10.0.0.1:9876', '10.0.0.2:9876']);
  });

  it('names what answers with anything else, and its status', async () => {
    answer = (response) => response.end('<html>hello</html>');
    await expect(fetchNameServers(url)).rejects.toMatchObject({
      data: { code: 'CONNECT', params: { address: url, reason: 'badDomain', status: 200 } },
    });
    answer = (response) => response.writeHead(404).end('10.0.0.1:9876');
    await expect(fetchNameServers(url)).rejects.toMatchObject({ data: { params: { status: 404 } } });
    answer = (response) => response.end('x'.repeat(100_000));
    await expect(fetchNameServers(url)).rejects.toMatchObject({ data: { code: 'CONNECT' } });
  });

  it('gives up on silence, and says when nobody listens', async () => {
    answer = () => {};
    await expect(fetchNameServers(url, 50)).rejects.toMatchObject({
      data: { params: { reason: 'timeout' } },
    });
    await expect(fetchNameServers('http://127.0.0.1:1/')).rejects.toMatchObject({
      data: { params: { reason: 'refused', role: 'nameServerDomain' } },
    });
  });
});
