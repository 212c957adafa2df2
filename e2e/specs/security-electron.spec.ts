import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { PRELOAD_KEY } from '../../core/contract/bridge.ts';
import { expect, test } from '../fixtures.ts';
import { launchElectron, windowOf } from '../host/electron-host.ts';
import { removeFolder } from '../host/remove-folder.ts';

/** What docs/security.md promises of the desktop host, asked of a real one: its window, or its main process. */
test.describe('the desktop host @security @electron-only', () => {
  let folder: string;
  let app: ElectronApplication;
  let page: Page;
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gantry-e2e-'));
    app = await launchElectron(folder);
    page = await windowOf(app);
  });
  test.afterAll(async () => {
    await app.close();
    removeFolder(folder);
  });

  test('runs its page isolated, without Node and with every guard', async () => {
    const settings = await app.evaluate(({ BrowserWindow }) => {
      // Not in Electron's types.
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(settings).toMatchObject({ contextIsolation: true, sandbox: true, webSecurity: true });
    for (const name of [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
    ])
      expect([name, Boolean(settings[name])]).toEqual([name, false]);
  });

  test('serves nothing from outside its folder', async () => {
    const statuses = await page.evaluate(async () => {
      const paths = ['/theme-boot.js', '/..%2fmain%2felectron.cjs', '/%2e%2e/main/electron.cjs', '/assets'];
      return await Promise.all(paths.map(async (path) => (await fetch(path)).status));
    });
    expect(statuses).toEqual([200, 404, 404, 404]);
    const others = await page.evaluate(async () => {
      const urls = ['file:///etc/passwd', 'app://other/index.html', 'https://example.org/'];
      return await Promise.all(urls.map((url) => fetch(url).then(Boolean, () => false)));
    });
    expect(others).toEqual([false, false, false]);
  });

  test('grants its page nothing but writing to the clipboard', async () => {
    const refused = await page.evaluate(async () => {
      const refusal = (asked: Promise<unknown>): Promise<string> =>
        asked.then(
          (given) => String(given),
          (error: { name: string }) => error.name,
        );
      const located = new Promise((resolve, reject) =>
        navigator.geolocation.getCurrentPosition(resolve, ({ code }) => reject({ name: `code ${code}` })),
      );
      return {
        notifications: await refusal(Notification.requestPermission()),
        position: await refusal(located),
        midi: await refusal(navigator.requestMIDIAccess({ sysex: true })),
        storage: await refusal(navigator.storage.persist()),
      };
    });
    expect(refused).toEqual({
      notifications: 'denied',
      position: 'code 1',
      midi: expect.stringMatching(/NotAllowedError|SecurityError/),
      storage: 'false',
    });
    const clipboard = await page.evaluate(async () => {
      // Not in the DOM's types.
      const asked = ['clipboard-read', 'clipboard-write'] as string[] as PermissionName[];
      return await Promise.all(
        asked.map(async (name) => (await navigator.permissions.query({ name })).state),
      );
    });
    expect(clipboard).toEqual(['denied', 'granted']);
  });

  test('embeds no other page and takes no file that the page did not make', async () => {
    // A handle is there once it is listened for.
    const heard = await app.evaluateHandle(({ session }) => ({
      refused: new Promise<boolean>((resolve) => {
        // Heard after the host's own.
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
      }),
    }));
    await page.evaluate(() => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'https://example.org/');
      const link = document.createElement('a');
      link.href = '/index.html';
      link.download = 'index.html';
      document.body.append(view, link);
      link.click();
      view.remove();
      link.remove();
    });
    expect(await heard.evaluate(({ refused }) => refused)).toBe(true);
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  });

  test('checks what a page of its own asks for', async () => {
    const answers = await page.evaluate(async (key) => {
      const api = (window as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[
        key
      ];
      const inputs = [undefined, null, 'text', { profileId: 7 }, { profileId: 'p', more: 1 }];
      return await Promise.all(inputs.map((input) => api?.['profile.close']?.(input)));
    }, PRELOAD_KEY);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'INPUT' } });
  });

  test('is led nowhere by an answer, and hears no other page', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Stranger</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    const origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
    try {
      // Only the main process can lead the window away; even then the stranger it shows is refused.
      await load(app, `${origin}/moved`);
      await load(app, `${origin}/`);
      const answer = await app.evaluate(
        ({ BrowserWindow }, key) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
            `${key}['app.open']({ windowId: 'stranger' })`,
          ),
        PRELOAD_KEY,
      );
      expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/moved', '/']);
      expect(answer).toMatchObject({ ok: false, error: { code: 'STATE' } });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

const load = (app: ElectronApplication, url: string): Promise<void> =>
  app.evaluate(async ({ BrowserWindow }, target) => {
    await BrowserWindow.getAllWindows()[0]
      ?.loadURL(target)
      .catch(() => undefined);
  }, url);
