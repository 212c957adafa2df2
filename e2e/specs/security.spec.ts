import { mkdtempSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { CONTENT_SECURITY_POLICY } from '../../core/assets.ts';
import { PRELOAD_KEY } from '../../core/contract/bridge.ts';
import { CALL_NAMES } from '../../core/contract/contract.ts';
import { expect, test } from '../fixtures.ts';
import { startBrowserHost } from '../host/browser-host.ts';
import { removeFolder } from '../host/remove-folder.ts';

test.describe('the window @security', () => {
  test('holds nothing of Node', async ({ page }) => {
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window),
    );
    expect(found).toEqual([]);
  });

  test('is given the calls of the contract and nothing else @electron-only', async ({ page }) => {
    const exposed = await page.evaluate((key) => {
      const api = (window as unknown as Record<string, Record<string, unknown>>)[key] ?? {};
      return Object.entries(api).map(([name, value]) => [name, typeof value]);
    }, PRELOAD_KEY);
    expect(Object.fromEntries(exposed)).toEqual(
      Object.fromEntries(CALL_NAMES.map((name) => [name, 'function'])),
    );
  });

  test('is given nothing by a preload @browser-only', async ({ page }) => {
    expect(await page.evaluate((key) => key in window, PRELOAD_KEY)).toBe(false);
  });

  test('cannot change what it was given @electron-only', async ({ page }) => {
    const changed = await page.evaluate((key) => {
      const api = (window as unknown as Record<string, Record<string, unknown>>)[key] ?? {};
      return Reflect.set(api, 'added', () => 1);
    }, PRELOAD_KEY);
    expect(changed).toBe(false);
  });

  test('is under a policy that runs no foreign, inline or made-up code', async ({ gantry, page }) => {
    gantry.problems.expect(/Content Security Policy|unsafe-eval|Refused to|Failed to load/);
    const policy = await page.evaluate(async () =>
      (await fetch(location.href)).headers.get('content-security-policy'),
    );
    expect(policy).toBe(CONTENT_SECURITY_POLICY);

    expect(await runsInlineScript(page)).toBe(false);
    // Straight from a page script, not from the debugger, which the policy does not bind.
    const evaluated = await page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          setTimeout(() => {
            try {
              resolve(new Function('return true')() as boolean);
            } catch {
              resolve(false);
            }
          });
        }),
    );
    expect(evaluated).toBe(false);
    expect(await page.evaluate(() => fetch('http://127.0.0.1:9/').then(Boolean, () => false))).toBe(false);
  });

  test('cannot leave its page', async ({ gantry, page }) => {
    gantry.problems.expect(/Content Security Policy|Refused to|Not allowed/);
    const before = page.url();
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'http://127.0.0.1:9/';
      document.body.append(frame);
    });
    const framed = await page.evaluate(
      () => document.querySelector('iframe')?.contentDocument?.location.href ?? 'none',
    );
    expect(framed).not.toContain('127.0.0.1:9/');
    expect(page.url()).toBe(before);
  });

  test('opens no other window and goes nowhere @electron-only', async ({ gantry, page }) => {
    gantry.problems.expect(/Not allowed to load local resource/);
    const before = page.url();
    const opened = await page.evaluate((key) => {
      document.documentElement.dataset.marked = 'yes';
      const other = window.open('https://example.org/');
      for (const href of ['https://example.org/', 'file:///etc/passwd', 'app://other/']) {
        const link = document.createElement('a');
        link.href = href;
        document.body.append(link);
        link.click();
      }
      location.href = 'https://example.org/';
      // An answer of the main process: it has heard of the navigations before.
      const api = (window as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>)[
        key
      ];
      return api?.['consumer.list']?.({}).then(() => other !== null);
    }, PRELOAD_KEY);
    expect(opened).toBe(false);
    const now = await page.evaluate(() => [location.href, document.documentElement.dataset.marked]);
    expect(now).toEqual([before, 'yes']);
  });
});

test.describe('the browser host @security @browser-only', () => {
  let host: Awaited<ReturnType<typeof startBrowserHost>>;
  let dataFolder: string;
  test.beforeEach(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'gantry-e2e-'));
    host = await startBrowserHost(dataFolder);
  });
  test.afterEach(async () => {
    await host.stop();
    removeFolder(dataFolder);
  });

  test('trades its token once, for a cookie no script can read', async () => {
    const { port, token } = addressOf(host.url);
    const first = await get(port, `/?token=${token}`);
    expect(first.status).toBe(303);
    const cookie = first.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect((await get(port, `/?token=${token}`)).status).toBe(403);
    expect((await get(port, '/', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(200);
  });

  test('refuses a wrong token, no cookie, and another host name', async () => {
    const { port, token } = addressOf(host.url);
    expect((await get(port, `/?token=${'x'.repeat(token.length)}`)).status).toBe(403);
    expect((await get(port, '/')).status).toBe(403);
    expect((await get(port, '/', { cookie: `gantry-${port}=${token}` })).status).toBe(403);
    expect((await get(port, `/?token=${token}`, { host: `gantry.example:${port}` })).status).toBe(421);
    // None of these has used the token up.
    expect((await get(port, `/?token=${token}`)).status).toBe(303);
  });

  test('opens its link to its own page alone', async () => {
    const { port, token } = addressOf(host.url);
    const cookie =
      ((await get(port, `/?token=${token}`)).headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    const origin = `http://127.0.0.1:${port}`;
    expect(await upgrade(port, { origin: 'http://gantry.example', headers: { cookie } })).toBe(403);
    expect(await upgrade(port, { origin: 'http://127.0.0.1:1', headers: { cookie } })).toBe(403);
    expect(await upgrade(port, { headers: { cookie } })).toBe(403);
    expect(await upgrade(port, { origin })).toBe(403);
    expect(await upgrade(port, { origin, headers: { cookie } })).toBe(101);
  });

  test('listens on 127.0.0.1 only', async () => {
    const { port } = addressOf(host.url);
    expect(new URL(host.url).hostname).toBe('127.0.0.1');
    await expect(get(port, '/', {}, '127.0.0.2')).rejects.toThrow(/ECONNREFUSED/);
  });
});

async function runsInlineScript(page: Page): Promise<boolean> {
  return await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.documentElement.dataset.inline = "ran"';
    document.head.append(script);
    return document.documentElement.dataset.inline === 'ran';
  });
}

function addressOf(url: string): { port: number; token: string } {
  const { port, searchParams } = new URL(url);
  return { port: Number(port), token: searchParams.get('token') ?? '' };
}

interface Got {
  status: number;
  headers: http.IncomingHttpHeaders;
}

function get(
  port: number,
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  host = '127.0.0.1',
): Promise<Got> {
  return new Promise((resolve, reject) => {
    http
      .get({ host, port, path, headers, agent: false }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      })
      .on('error', reject);
  });
}

/** The status of a WebSocket's opening: 101 when it was let in. */
function upgrade(
  port: number,
  options: { origin?: string; headers?: Record<string, string> },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/link`, options);
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('error', reject);
  });
}
