import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Answer } from '../core/contract/answer.ts';
import { decodeValue, encodeValue } from '../core/contract/codec.ts';
import { CALL_NAMES, calls, type EventMessage } from '../core/contract/contract.ts';
import { inputError, toErrorData } from '../core/model/error.ts';
import { MAX_FRAME_BYTES, type Server, startServer } from './server.ts';

/** Checks calls as console.ts does and remembers them; the engine behind it is not this test's matter. */
class ConsoleDouble {
  readonly calls: { windowId: string; name: string; input: unknown }[] = [];
  readonly attached = new Map<string, (message: EventMessage) => void>();

  async call(windowId: string, name: string, input: unknown): Promise<Answer<unknown>> {
    const spec = Object.hasOwn(calls, name) ? calls[name as keyof typeof calls] : undefined;
    const parsed = spec?.input.safeParse(input);
    if (!parsed?.success)
      return { ok: false, error: toErrorData(inputError('call', 'unknown', { value: name })) };
    this.calls.push({ windowId, name, input: parsed.data });
    return { ok: true, value: { name, input: parsed.data } };
  }

  attach(windowId: string, deliver: (message: EventMessage) => void): () => void {
    this.attached.set(windowId, deliver);
    return () => this.attached.delete(windowId);
  }
}

let dir: string;
let gantry: ConsoleDouble;
let server: Server;
const links: WebSocket[] = [];

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'gantry-server-'));
  writeFileSync(path.join(dir, 'index.html'), '<!doctype html><title>Gantry</title>');
  gantry = new ConsoleDouble();
  server = await startServer({ gantry, rendererDir: dir, port: 0, startSandbox: false });
});
afterEach(async () => {
  for (const link of links.splice(0)) link.terminate();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Got {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

function get(
  target: string,
  headers: Record<string, string> = {},
  method = 'GET',
  port = server.port,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

const tokenTarget = (): string => server.url.slice(server.url.indexOf('/?'));

async function cookie(): Promise<string> {
  const { headers } = await get(tokenTarget());
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

async function openLink(headers: Record<string, string>): Promise<WebSocket> {
  const link = new WebSocket(`ws://127.0.0.1:${server.port}/link`, { headers });
  links.push(link);
  await new Promise((resolve, reject) => {
    link.once('open', resolve);
    link.once('error', reject);
  });
  return link;
}

const ourLink = async (): Promise<WebSocket> =>
  await openLink({ cookie: await cookie(), origin: `http://127.0.0.1:${server.port}` });

async function next(link: WebSocket): Promise<unknown> {
  const [data] = (await once(link, 'message')) as [Buffer];
  return decodeValue(data);
}

async function ask(
  link: WebSocket,
  id: number,
  call: string,
  input: unknown,
): Promise<{ id: number; answer: Answer<unknown> }> {
  link.send(encodeValue({ id, call, input }));
  return (await next(link)) as { id: number; answer: Answer<unknown> };
}

describe('the token', () => {
  it('is traded once for a strict, HttpOnly cookie and leaves the address', async () => {
    const first = await get(tokenTarget());
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^gantry-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );

    const again = await get(tokenTarget());
    expect(again.status).toBe(403);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('used again in the browser that has the cookie leads to the page', async () => {
    const mine = await cookie();
    const again = await get(tokenTarget(), { cookie: mine });
    expect(again.status).toBe(303);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it.each(['/?token=', '/?token=wrong', `/?token=${'A'.repeat(43)}`])(
    '%s is refused and does not use up the right one',
    async (target) => {
      expect((await get(target)).status).toBe(403);
      expect((await get(tokenTarget())).status).toBe(303);
    },
  );

  it('is not spent by HEAD, as link previews send it', async () => {
    expect((await get(tokenTarget(), {}, 'HEAD')).status).toBe(403);
    expect((await get(tokenTarget())).status).toBe(303);
  });

  it('leads to ?sandbox=1 when the sandbox is asked for', async () => {
    const other = await startServer({ gantry, rendererDir: dir, port: 0, startSandbox: true });
    const answer = await get(other.url.slice(other.url.indexOf('/?')), {}, 'GET', other.port);
    expect(answer.headers.location).toBe('/?sandbox=1');
    await other.close();
  });
});

describe('pages', () => {
  it('need the cookie, every one of them', async () => {
    for (const target of ['/', '/index.html', '/assets/x.js', '/missing']) {
      expect((await get(target)).status).toBe(403);
      expect((await get(target, { cookie: `gantry-${server.port}=${'A'.repeat(43)}` })).status).toBe(403);
    }
    const page = await get('/', { cookie: await cookie() });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Gantry</title>');
  });

  it('come with the policy and without CORS, refusals too', async () => {
    const mine = await cookie();
    for (const headers of [{ cookie: mine, origin: 'http://evil.example' }, {}] as Record<string, string>[]) {
      const page = await get('/', headers);
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      expect(page.headers['x-content-type-options']).toBe('nosniff');
      expect(page.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('are served under our own address only', async () => {
    const mine = await cookie();
    for (const host of [
      'evil.example',
      `evil.example:${server.port}`,
      `127.0.0.1:${server.port + 1}`,
      '127.0.0.1',
    ]) {
      expect((await get('/', { host, cookie: mine })).status).toBe(421);
      expect((await get(tokenTarget(), { host })).status).toBe(421);
    }
    expect((await get('/', { host: `localhost:${server.port}`, cookie: mine })).status).toBe(200);
  });

  it('never lie outside the folder', async () => {
    writeFileSync(`${dir}-secret.txt`, 'secret');
    const mine = await cookie();
    const name = `${path.basename(dir)}-secret.txt`;
    for (const target of [
      `/../${name}`,
      `/%2e%2e/${name}`,
      `/..%2f${name}`,
      `/x/../../${name}`,
      '/../../../../etc/passwd',
    ]) {
      const answer = await get(target, { cookie: mine });
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('secret');
    }
    rmSync(`${dir}-secret.txt`);
  });

  it('are only read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await get('/', { cookie: await cookie() }, method)).status).toBe(405);
    }
  });

  it('are on the loopback address only', async () => {
    const elsewhere = net.connect({ host: '127.0.0.2', port: server.port });
    await expect(once(elsewhere, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the link', () => {
  const refusedWith = (headers: Record<string, string>): Promise<unknown> =>
    openLink(headers).then(() => 'opened');

  it('needs the cookie and our own Origin and Host', async () => {
    const mine = await cookie();
    const origin = `http://127.0.0.1:${server.port}`;
    await expect(refusedWith({ origin })).rejects.toThrow('403');
    await expect(refusedWith({ origin, cookie: 'gantry=x' })).rejects.toThrow('403');
    await expect(refusedWith({ cookie: mine })).rejects.toThrow('403');
    await expect(refusedWith({ cookie: mine, origin: 'http://evil.example' })).rejects.toThrow('403');
    await expect(refusedWith({ cookie: mine, origin: 'null' })).rejects.toThrow('403');
    await expect(refusedWith({ cookie: mine, origin: `https://127.0.0.1:${server.port}` })).rejects.toThrow(
      '403',
    );
    await expect(
      refusedWith({ cookie: mine, origin: 'http://evil.example', host: 'evil.example' }),
    ).rejects.toThrow('421');
    await expect(refusedWith({ cookie: mine, origin })).resolves.toBe('opened');
  });

  it('answers calls under their id, bytes included', async () => {
    const link = await ourLink();
    await ask(link, 1, 'app.open', { windowId: 'window-one' });
    const draft = {
      topic: 'order-events',
      tag: '',
      keys: [],
      properties: [],
      body: new Uint8Array([0, 255, 7]),
      bodyFormat: 'text',
      delayLevel: 0,
    };
    const answer = await ask(link, 2, 'message.send', { profileId: 'p', draft });
    expect(answer.id).toBe(2);
    expect(gantry.calls.at(-1)).toEqual({
      windowId: 'window-one',
      name: 'message.send',
      input: { profileId: 'p', draft: { ...draft, mode: 'sync' } },
    });
  });

  it('refuses names outside the contract, and every call before app.open, as data', async () => {
    const link = await ourLink();
    const early = await ask(link, 1, 'topic.list', { profileId: 'p' });
    expect(early.answer).toMatchObject({ ok: false, error: { code: 'STATE' } });
    await ask(link, 2, 'app.open', { windowId: 'window-one' });
    for (const name of ['app.quit', 'constructor', '__proto__', 'toString', '']) {
      const { answer } = await ask(link, 3, name, {});
      expect(answer).toMatchObject({ ok: false, error: { code: 'INPUT', outcome: 'notSent' } });
    }
    expect(gantry.calls.map((call) => call.name)).toEqual(['app.open']);
    expect(CALL_NAMES).not.toContain('app.quit');
  });

  it('answers malformed input with an INPUT error', async () => {
    const link = await ourLink();
    await ask(link, 1, 'app.open', { windowId: 'window-one' });
    for (const input of [undefined, null, 7, 'text', [], { profileId: 7 }, { profileId: 'p', more: 1 }]) {
      const { answer } = await ask(link, 2, 'topic.list', input);
      expect(answer).toMatchObject({ ok: false, error: { code: 'INPUT' } });
    }
  });

  it('an app.open with a bad id opens nothing', async () => {
    const link = await ourLink();
    for (const input of [{}, { windowId: 'x' }, { windowId: 7 }, null]) {
      expect((await ask(link, 1, 'app.open', input)).answer.ok).toBe(false);
    }
    expect(gantry.attached.size).toBe(0);
  });

  it.each([
    ['text', 'hello'],
    ['an empty frame', new Uint8Array(0)],
    ['lengths that do not fit', new Uint8Array([0, 0, 1, 0, 1])],
    ['no JSON', new Uint8Array([0, 0, 0, 1, 0x7b])],
    ['no id', encodeValue({ call: 'app.open', input: {} })],
    ['no object', encodeValue(7)],
    ['null', encodeValue(null)],
  ])('is closed by %s', async (_what, frame) => {
    const link = await ourLink();
    link.send(frame);
    const [code] = (await once(link, 'close')) as [number];
    expect(code).toBe(1007);
  });

  it('is closed by a frame over the limit; the host lives', async () => {
    const headers = { cookie: await cookie(), origin: `http://127.0.0.1:${server.port}` };
    const link = await openLink(headers);
    link.on('error', () => undefined);
    link.send(new Uint8Array(MAX_FRAME_BYTES + 1));
    const [code] = (await once(link, 'close')) as [number];
    expect(code).toBe(1009);
    const other = await openLink(headers);
    expect((await ask(other, 1, 'app.open', { windowId: 'window-two' })).answer.ok).toBe(true);
  });

  it('carries events from app.open until it closes', async () => {
    const link = await ourLink();
    await ask(link, 1, 'app.open', { windowId: 'window-one' });
    const event: EventMessage = { event: 'consumer.removed', data: { consumerId: 4 } };
    const arrived = next(link);
    gantry.attached.get('window-one')?.(event);
    expect(await arrived).toEqual(event);
    link.close();
    await expect.poll(() => gantry.attached.size).toBe(0);
  });
});
