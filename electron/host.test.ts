import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WebContents, WebFrameMain } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../core/contract/answer.ts';
import type { Turned } from '../core/contract/bridge.ts';
import type { EventMessage } from '../core/contract/contract.ts';

/** Electron itself cannot be loaded here; what our files use of it is this. Each test sets the branch it is about. */
const electron = vi.hoisted(() => ({
  ipcMain: { handle: vi.fn() },
  protocol: {} as Record<string, unknown>,
  safeStorage: {} as Record<string, unknown>,
  ports: [] as { sent: unknown[]; gone: () => void }[],
  MessageChannelMain: class {
    port2 = { name: 'port2' };
    port1: unknown;
    constructor() {
      const port = { sent: [] as unknown[], gone: (): void => undefined };
      electron.ports.push(port);
      this.port1 = {
        start: () => undefined,
        once: (_name: string, gone: () => void) => {
          port.gone = gone;
        },
        postMessage: (message: unknown) => port.sent.push(message),
      };
    }
  },
  BrowserWindow: class {},
  Menu: {},
  nativeTheme: {},
  screen: {},
  session: {},
}));
vi.mock('electron', () => electron);

const { CALL_CHANNEL, PORT_CHANNEL } = await import('./channels.ts');
const { guardDownloads } = await import('./downloads.ts');
const { Ipc } = await import('./ipc.ts');
const { menuTemplate } = await import('./menu.ts');
const { homeFolders } = await import('./paths.ts');
const { createSecretBox } = await import('./secret-box.ts');
const { serveUi } = await import('./ui-protocol.ts');

beforeEach(() => {
  electron.ports.length = 0;
  electron.ipcMain.handle.mockReset();
  for (const part of [electron.protocol, electron.safeStorage])
    for (const key of Object.keys(part)) delete part[key];
});

class ContentsDouble extends EventEmitter {
  readonly mainFrame = { url: 'app://ui/' } as WebFrameMain;
  readonly posted: unknown[] = [];
  windowOpen: (() => unknown) | undefined;

  postMessage(...message: unknown[]): void {
    this.posted.push(message);
  }
  setWindowOpenHandler(handler: () => unknown): void {
    this.windowOpen = handler;
  }
  get asContents(): WebContents {
    return this as unknown as WebContents;
  }
}

describe('Ipc', () => {
  let calls: unknown[][];
  let attached: Map<string, (message: EventMessage) => void>;
  let detached: number;

  function open(): {
    contents: ContentsDouble;
    call: (frame: unknown, name: unknown, input: unknown) => Promise<Answer<unknown>>;
  } {
    calls = [];
    attached = new Map();
    detached = 0;
    const ipc = new Ipc(
      {
        call: async (...args) => {
          calls.push(args);
          return { ok: true, value: null };
        },
        attach: (windowId, deliver) => {
          attached.set(windowId, deliver);
          return () => {
            detached++;
          };
        },
      },
      { protocol: 'app:', host: 'ui' },
    );
    const contents = new ContentsDouble();
    ipc.add(contents.asContents);
    const [channel, handler] = electron.ipcMain.handle.mock.calls[0] as [
      string,
      (...args: unknown[]) => Promise<Answer<unknown>>,
    ];
    expect(channel).toBe(CALL_CHANNEL);
    return {
      contents,
      call: (senderFrame, name, input) => handler({ sender: contents, senderFrame }, name, input),
    };
  }

  it('passes calls of our page on, under the id the window gave', async () => {
    const { contents, call } = open();
    await call(contents.mainFrame, 'app.open', { windowId: 'window-one' });
    await call(contents.mainFrame, 'topic.list', { profileId: 'p' });
    expect(calls).toEqual([
      ['window-one', 'app.open', { windowId: 'window-one' }],
      ['window-one', 'topic.list', { profileId: 'p' }],
    ]);
  });

  it('refuses other frames, other pages and unknown senders before the console hears of them', async () => {
    const { contents, call } = open();
    const handler = electron.ipcMain.handle.mock.calls[0]?.[1] as (
      ...args: unknown[]
    ) => Promise<Answer<unknown>>;
    const stranger = new ContentsDouble();
    const answers = [
      await call({ url: 'app://ui/' }, 'app.open', { windowId: 'window-one' }),
      await call(null, 'app.open', { windowId: 'window-one' }),
      await handler({ sender: stranger, senderFrame: stranger.mainFrame }, 'app.open', {
        windowId: 'window-one',
      }),
    ];
    for (const url of ['https://ui/', 'app://other/', 'file:///ui', 'about:blank', '']) {
      (contents.mainFrame as { url: string }).url = url;
      answers.push(await call(contents.mainFrame, 'app.open', { windowId: 'window-one' }));
    }
    expect(answers).toHaveLength(8);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'STATE' } });
    expect(calls).toEqual([]);
  });

  it('sends events over a port of their own, anew after each opening', async () => {
    const { contents, call } = open();
    await call(contents.mainFrame, 'app.open', { windowId: 'window-one' });
    expect(contents.posted).toEqual([[PORT_CHANNEL, null, [{ name: 'port2' }]]]);
    const event: EventMessage = { event: 'consumer.removed', data: { consumerId: 1 } };
    attached.get('window-one')?.(event);
    expect(electron.ports[0]?.sent).toEqual([{ ...event, turn: 2 }]);

    await call(contents.mainFrame, 'app.open', { windowId: 'window-one' });
    attached.get('window-one')?.(event);
    expect(electron.ports[1]?.sent).toEqual([{ ...event, turn: 2 }]);
    expect(detached).toBe(1);
  });

  it('numbers answers and events in one count, which begins with each opening', async () => {
    const { contents, call } = open();
    const event: EventMessage = { event: 'consumer.removed', data: { consumerId: 1 } };
    const turnOf = async (name: string) =>
      ((await call(contents.mainFrame, name, { windowId: 'window-one' })) as Turned).turn;
    expect(await turnOf('topic.list')).toBeUndefined();
    expect(await turnOf('app.open')).toBe(1);
    attached.get('window-one')?.(event);
    expect(await turnOf('topic.list')).toBe(3);
    attached.get('window-one')?.(event);
    expect(electron.ports[0]?.sent).toEqual([2, 4].map((turn) => ({ ...event, turn })));
    expect(await turnOf('app.open')).toBe(1);
  });

  it('detaches when the page dropped its port, and when the window is gone', async () => {
    const { contents, call } = open();
    await call(contents.mainFrame, 'app.open', { windowId: 'window-one' });
    electron.ports[0]?.gone();
    expect(detached).toBe(1);
    await call(contents.mainFrame, 'app.open', { windowId: 'window-one' });
    contents.emit('destroyed');
    expect(detached).toBe(2);
    expect(await call(contents.mainFrame, 'topic.list', {})).toMatchObject({ ok: false });
  });
});

describe('app://ui', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'gantry-ui-'));
    writeFileSync(path.join(dir, 'index.html'), '<!doctype html>');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('is served by protocol.handle where it exists', async () => {
    const handle = vi.fn();
    electron.protocol.handle = handle;
    serveUi(dir);
    const answer = handle.mock.calls[0]?.[1] as (request: { url: string }) => Promise<Response>;
    const page = await answer({ url: 'app://ui/?sandbox=1' });
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await answer({ url: 'app://other/' })).status).toBe(404);
    expect((await answer({ url: 'app://ui/../secret' })).status).toBe(404);
  });

  it('is served by registerBufferProtocol in Electron 22', async () => {
    const register = vi.fn();
    electron.protocol.registerBufferProtocol = register;
    serveUi(dir);
    const [scheme, handler] = register.mock.calls[0] as [
      string,
      (request: { url: string }, callback: (response: unknown) => void) => void,
    ];
    expect(scheme).toBe('app');
    const answer = (url: string): Promise<unknown> => new Promise((resolve) => handler({ url }, resolve));
    expect(await answer('app://ui/')).toMatchObject({
      statusCode: 200,
      mimeType: 'text/html',
      charset: 'utf-8',
    });
    expect(await answer('app://other/')).toMatchObject({ statusCode: 404 });
  });
});

describe('createSecretBox', () => {
  const sync = {
    encryptString: (text: string) => Buffer.from(`sync ${text}`),
    decryptString: (bytes: Buffer) => bytes.toString().slice(5),
  };

  it('uses the asynchronous methods of 45', async () => {
    Object.assign(electron.safeStorage, {
      isAsyncEncryptionAvailable: async () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptStringAsync: async (text: string) => Buffer.from(`async ${text}`),
      decryptStringAsync: async (bytes: Buffer) => ({
        result: bytes.toString().slice(6),
        shouldReEncrypt: false,
      }),
    });
    const box = await createSecretBox();
    expect(box.kind).toBe('keychain');
    const sealed = await box.encrypt('key');
    expect(Buffer.from(sealed).toString()).toBe('async key');
    expect(await box.decrypt(sealed)).toBe('key');
  });

  it('uses the synchronous methods where there are no others', async () => {
    Object.assign(electron.safeStorage, sync, {
      isEncryptionAvailable: (): boolean => true,
      getSelectedStorageBackend: () => 'kwallet',
    });
    const box = await createSecretBox();
    expect(await box.decrypt(await box.encrypt('key'))).toBe('key');
  });

  it.each([
    ['there is no encryption', { ...sync, isEncryptionAvailable: (): boolean => false }],
    [
      'the backend protects nothing',
      { ...sync, isEncryptionAvailable: (): boolean => true, getSelectedStorageBackend: () => 'basic_text' },
    ],
    [
      'asking fails',
      {
        isEncryptionAvailable: (): boolean => {
          throw new Error('no bus');
        },
      },
    ],
  ])('keeps secrets in memory when %s', async (_why, methods) => {
    Object.assign(electron.safeStorage, methods);
    const box = await createSecretBox();
    expect(box.kind).toBe('memory');
    await expect(box.encrypt('key')).rejects.toThrow();
  });
});

it('lets bytes of the page be saved as files, and nothing be downloaded', () => {
  const target = new EventEmitter();
  guardDownloads({ protocol: 'app:', host: 'ui' }, target as never);
  const refused = (url: string): boolean => {
    const preventDefault = vi.fn();
    target.emit('will-download', { preventDefault }, { getURL: () => url });
    return preventDefault.mock.calls.length === 1;
  };
  expect(refused('blob:app://ui/5a1f1d0c-0b5e-4f51-9f0e-6d3d0a1c5a11')).toBe(false);
  for (const url of [
    'app://ui/index.html',
    'blob:app://ui.example/5a1f1d0c',
    'blob:https://example.org/5a1f1d0c',
    'data:text/plain,text',
    'https://example.org/blob:app://ui/5a1f1d0c',
    'file:///etc/passwd',
    '',
  ])
    expect(refused(url)).toBe(true);
});

describe('the menu', () => {
  it('has words in both languages and leaves the keys of the page alone', () => {
    const labels = (language: 'en' | 'zh'): string[] =>
      menuTemplate({ language, mac: false, devTools: true }).flatMap((menu) => [
        String(menu.label),
        ...(menu.submenu as { label?: string }[]).flatMap((item) => item.label ?? []),
      ]);
    expect(labels('en')).toHaveLength(labels('zh').length);
    for (const label of labels('zh')) expect(label).toMatch(/[\u4e00-\u9fff]/);
    const items = menuTemplate({ language: 'en', mac: false, devTools: false }).flatMap(
      (menu) => menu.submenu as { role?: string; accelerator?: string; registerAccelerator?: boolean }[],
    );
    expect(items.find((item) => item.role === 'close')?.accelerator).toBe('CmdOrCtrl+Shift+W');
    expect(items.some((item) => item.role === 'toggleDevTools')).toBe(false);
    const taken = items.filter(
      ({ accelerator, registerAccelerator }) => accelerator && registerAccelerator !== false,
    );
    expect(taken.map(({ role }) => role)).toEqual(['close']);
  });
});

it('the menu presses the key of the window', () => {
  const window = new electron.BrowserWindow();
  const pressed: unknown[] = [];
  Object.assign(window, { webContents: { sendInputEvent: (event: unknown) => pressed.push(event) } });
  type Item = { label?: string; click?: (item: unknown, window: unknown) => void };
  const items = menuTemplate({ language: 'en', mac: false, devTools: false }).flatMap(
    (menu) => menu.submenu as Item[],
  );
  const home = items.find(({ label }) => label === 'Home');
  home?.click?.({}, undefined);
  expect(pressed).toEqual([]);
  home?.click?.({}, window);
  expect(pressed[0]).toEqual({ type: 'keyDown', keyCode: '1', modifiers: ['control'] });
});

describe('homeFolders', () => {
  it('moves both folders with GANTRY_HOME', () => {
    expect(homeFolders({}, '/user')).toEqual({ dataDir: '/user', chromiumDir: '/user' });
    expect(homeFolders({ GANTRY_HOME: '/home' }, '/user')).toEqual({
      dataDir: '/home',
      chromiumDir: path.join('/home', 'chromium'),
    });
  });
});
