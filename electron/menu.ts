import { type BaseWindow, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { LanguageSetting } from '../core/contract/views.ts';
import { APP_KEYS } from '../core/model/app-keys.ts';

const WORDS = {
  en: {
    work: 'Work',
    go: 'Go',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    reload: 'Reload window',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    devTools: 'Developer tools',
    window: 'Window',
    minimize: 'Minimize',
    close: 'Close window',
    quit: 'Quit Gantry',
  },
  zh: {
    work: '工作',
    go: '前往',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '视图',
    reload: '重新加载窗口',
    actualSize: '实际大小',
    zoomIn: '放大',
    zoomOut: '缩小',
    fullScreen: '全屏',
    devTools: '开发者工具',
    window: '窗口',
    minimize: '最小化',
    close: '关闭窗口',
    quit: '退出 Gantry',
  },
} as const satisfies Record<LanguageSetting, Record<string, string>>;

export interface MenuOptions {
  language: LanguageSetting;
  mac: boolean;
  /** Developer tools only in an unpacked app. */
  devTools: boolean;
}

/** The keys of the design belong to the page; the menu shows and presses some, and takes none (so Close window is not ⌘W, which closes a tab). */
export function menuTemplate({ language, mac, devTools }: MenuOptions): MenuItemConstructorOptions[] {
  const words = WORDS[language];
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit };
  const appMenu: MenuItemConstructorOptions = {
    label: 'Gantry',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { type: 'separator' },
      quit,
    ],
  };
  return [
    ...(mac ? [appMenu] : []),
    { label: words.work, submenu: keyItems('work', language, mac) },
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        { type: 'separator' },
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'reload', label: words.reload },
        { type: 'separator' },
        { role: 'resetZoom', label: words.actualSize },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { role: 'togglefullscreen', label: words.fullScreen },
        ...(devTools ? [{ role: 'toggleDevTools', label: words.devTools } as const] : []),
      ],
    },
    { label: words.go, submenu: keyItems('go', language, mac) },
    {
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.close, accelerator: 'CmdOrCtrl+Shift+W' },
        ...(mac ? [] : [{ type: 'separator' } as const, quit]),
      ],
    },
  ];
}

function keyItems(
  menu: (typeof APP_KEYS)[number]['menu'],
  language: LanguageSetting,
  mac: boolean,
): MenuItemConstructorOptions[] {
  return APP_KEYS.filter((entry) => entry.menu === menu).map((entry) => {
    const keyCode = entry.key.replace('mod+', '').toUpperCase();
    return {
      label: entry[language],
      accelerator: `CmdOrCtrl+${keyCode}`,
      registerAccelerator: false,
      click: (_item, window) => press(window, keyCode, mac),
    };
  });
}

/** As if it were typed: the page's own binding does the rest, and does nothing while a dialog is open. */
function press(window: BaseWindow | undefined, keyCode: string, mac: boolean): void {
  if (!(window instanceof BrowserWindow)) return;
  const modifiers: ['meta' | 'control'] = [mac ? 'meta' : 'control'];
  window.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
  window.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
}

export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}
