import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL_NAMES } from '../core/contract/contract.ts';
import { NAMES_ARGUMENT } from './channels.ts';

class ContentsDouble extends EventEmitter {
  windowOpen: (() => unknown) | undefined;
  readonly reload = vi.fn();

  setWindowOpenHandler(handler: () => unknown): void {
    this.windowOpen = handler;
  }
  get asContents(): WebContents {
    return this as unknown as WebContents;
  }
}

/** Electron itself cannot be loaded here; what window.ts uses of it is this. */
const electron = vi.hoisted(() => ({
  options: [] as { webPreferences: Record<string, unknown> }[],
  contents: [] as unknown[],
  BrowserWindow: class {
    readonly webContents = electron.contents.at(-1);
    constructor(options: { webPreferences: Record<string, unknown> }) {
      electron.options.push(options);
    }
    once(): void {}
    async loadURL(): Promise<void> {}
  },
  nativeTheme: { shouldUseDarkColors: true },
  screen: { getPrimaryDisplay: () => ({ workAreaSize: { width: 1920, height: 1080 } }) },
  session: {},
}));
vi.mock('electron', () => electron);

const { confine, createWindow, denyPermissions } = await import('./window.ts');

describe('the window', () => {
  it('is given what keeps Node out of it, and no setting that takes a guard away', () => {
    electron.contents.push(new ContentsDouble());
    createWindow({ preload: '/app/preload.cjs', url: 'app://ui/' });
    expect(electron.options.at(-1)?.webPreferences).toEqual({
      preload: '/app/preload.cjs',
      additionalArguments: [`${NAMES_ARGUMENT}${CALL_NAMES.join(',')}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    });
  });

  it('is taken nowhere, opens nothing and embeds nothing', () => {
    const contents = new ContentsDouble();
    confine(contents.asContents, new URL('app://ui/?sandbox=1'));
    const prevented = (name: string, url?: string): boolean => {
      const preventDefault = vi.fn();
      contents.emit(name, { preventDefault }, url);
      return preventDefault.mock.calls.length === 1;
    };
    expect(prevented('will-navigate', 'https://example.org/')).toBe(true);
    expect(prevented('will-navigate', 'app://other/')).toBe(true);
    expect(prevented('will-navigate', 'file:///etc/passwd')).toBe(true);
    expect(prevented('will-navigate', 'app://ui/')).toBe(false);
    expect(prevented('will-redirect', 'app://ui/')).toBe(true);
    expect(prevented('will-attach-webview')).toBe(true);
    expect(contents.windowOpen?.()).toEqual({ action: 'deny' });
  });

  it('is granted nothing but writing text to the clipboard', () => {
    const handlers: ((...args: unknown[]) => unknown)[] = [];
    const take = (handler: (...args: unknown[]) => unknown) => handlers.push(handler);
    denyPermissions({
      setPermissionRequestHandler: take,
      setPermissionCheckHandler: take,
      setDevicePermissionHandler: take,
    } as never);
    const [request, check, device] = handlers;
    const granted = vi.fn();
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'clipboard-read',
      'hid',
    ]) {
      request?.(null, permission, granted);
      expect(granted).toHaveBeenLastCalledWith(false);
      expect(check?.(null, permission)).toBe(false);
    }
    request?.(null, 'clipboard-sanitized-write', granted);
    expect(granted).toHaveBeenLastCalledWith(true);
    expect(device?.()).toBe(false);
  });

  describe('whose page died', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['performance'] });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('loads it again, but not one that dies at once, and not one that was ended', () => {
      const contents = new ContentsDouble();
      electron.contents.push(contents);
      createWindow({ preload: '/app/preload.cjs', url: 'app://ui/' });
      const died = (reason: string): boolean => contents.emit('render-process-gone', {}, { reason });
      died('clean-exit');
      expect(contents.reload).not.toHaveBeenCalled();
      died('crashed');
      died('crashed');
      expect(contents.reload).toHaveBeenCalledTimes(1);
      vi.advanceTimersByTime(10_000);
      died('oom');
      expect(contents.reload).toHaveBeenCalledTimes(2);
    });
  });
});
