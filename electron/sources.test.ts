import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name): [name: string, text: string] => [name, readFileSync(`${folder}${name}`, 'utf8')]);

/** What opens a way out of the page or into the main process; each would need a test of its own first. */
const WAYS: [what: string, pattern: RegExp][] = [
  ['links handed to the system', /openExternal/],
  ['code put into the page', /executeJavaScript|insertText\(|executeInMainWorld/],
  ['calls that nobody answers or that block the page', /ipcMain\.on\(|sendSync|handleOnce/],
  ['another window or view', /BrowserView|WebContentsView|webviewTag/],
  ['the clipboard beside that of the page', /\bclipboard\b[^-]/],
  [
    'settings that take a guard away',
    /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|bypassCSP/,
  ],
  ['pages from files', /loadFile\(|file:\/\//],
];

it.each(WAYS)('the desktop host has no %s', (_what, pattern) => {
  expect(sources.length).toBeGreaterThan(5);
  expect(sources.filter(([, text]) => pattern.test(text)).map(([name]) => name)).toEqual([]);
});

it('exactly one handler takes calls', () => {
  const all = sources.map(([, text]) => text).join('\n');
  expect(all.match(/ipcMain\.handle\(/g)).toHaveLength(1);
});
