import { expect, it } from 'vitest';
import { comboIn, formatKey, matches, type Platform, parseCombo } from './combo.ts';

function press(key: string, code: string, held: ('ctrl' | 'meta' | 'alt' | 'shift')[] = []) {
  return {
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
  };
}

it.each([
  ['mod+t', 'alt+t'],
  ['mod+w', 'alt+w'],
  ['mod+n', 'alt+n'],
  ['mod+1', 'alt+1'],
  ['mod+8', 'alt+8'],
  ['mod+9', 'mod+9'],
  ['mod+k', 'mod+k'],
  ['mod+enter', 'mod+enter'],
  ['t', 't'],
])('%s is %s in a browser, and itself in Electron', (key, inBrowser) => {
  expect(comboIn('browser', key)).toBe(inBrowser);
  expect(comboIn('electron', key)).toBe(key);
});

it.each<[string, Platform, string]>([
  ['mod+enter', 'darwin', '⌘↵'],
  ['mod+enter', 'other', 'Ctrl+Enter'],
  ['alt+t', 'darwin', '⌥T'],
  ['alt+t', 'other', 'Alt+T'],
  ['shift+j', 'other', 'Shift+J'],
])('%s on %s is written %s', (key, platform, text) => {
  expect(formatKey(key, platform)).toBe(text);
});

it('takes ⌥T by its place, whatever sign it makes', () => {
  expect(matches(parseCombo('alt+t'), press('†', 'KeyT', ['alt']), 'darwin')).toBe(true);
  expect(matches(parseCombo('alt+1'), press('1', 'Digit1', ['alt']), 'other')).toBe(true);
});

it.each([
  ['t', press('t', 'KeyT', ['alt'])],
  ['mod+t', press('t', 'KeyT', ['alt', 'ctrl'])],
  ['alt+t', press('t', 'KeyT', ['alt', 'ctrl'])],
  ['alt+t', press('t', 'KeyT')],
])('%s is no other chord', (key, event) => {
  expect(matches(parseCombo(key), event, 'other')).toBe(false);
});
