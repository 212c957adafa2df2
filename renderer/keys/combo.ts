export type Platform = 'darwin' | 'other';

/**
 * A key as the registry writes it: `mod+shift+f`, `mod+enter`, `j`, `?`, `arrowdown`, `space`.
 * mod is ⌘ on macOS and Ctrl elsewhere; alt is ⌥ there. The registry has no alt: see `comboIn`.
 */
export interface Combo {
  mod: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

export function parseCombo(text: string): Combo {
  const parts = text.split('+');
  const key = parts.at(-1) ?? '';
  return { mod: parts.includes('mod'), alt: parts.includes('alt'), shift: parts.includes('shift'), key };
}

/** What browsers keep for themselves: a new tab, closing it, a new window, the tabs by number. */
const KEPT_BY_BROWSERS = /^mod\+([twn1-8])$/;

/** The key as it is printed and pressed in this host: Alt stands for ⌘ or Ctrl where a browser keeps that one. */
export function comboIn(host: 'electron' | 'browser', text: string): string {
  return host === 'browser' ? text.replace(KEPT_BY_BROWSERS, 'alt+$1') : text;
}

/** Caps that are the same everywhere. */
const COMMON_NAMES: Record<string, string> = {
  escape: 'Esc',
  space: 'Space',
  arrowdown: '↓',
  arrowup: '↑',
  pagedown: 'PgDn',
  pageup: 'PgUp',
  home: 'Home',
  end: 'End',
};

const NAMES: Record<Platform, Record<string, string>> = {
  darwin: { ...COMMON_NAMES, mod: '⌘', alt: '⌥', shift: '⇧', enter: '↵' },
  other: { ...COMMON_NAMES, mod: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter' },
};

/** The caps to draw, in order: `['⌘', '↵']`, `['Ctrl', 'Enter']`. */
export function keyCaps(text: string, platform: Platform): string[] {
  const { mod, alt, shift, key } = parseCombo(text);
  const names = NAMES[platform];
  const caps = [
    mod ? names.mod : '',
    alt ? names.alt : '',
    shift ? names.shift : '',
    names[key] ?? key.toUpperCase(),
  ];
  return caps.filter((cap): cap is string => cap !== undefined && cap !== '');
}

/** One text: `⌘↵` on macOS, `Ctrl+Enter` elsewhere. */
export function formatKey(text: string, platform: Platform): string {
  return keyCaps(text, platform).join(platform === 'darwin' ? '' : '+');
}

interface Pressed {
  key: string;
  /** The key's place on the keyboard: with ⌥ `key` is another letter. */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Whether a key event is this combination. Shift counts for letters and named keys; a sign like `?` carries its own. */
export function matches(combo: Combo, event: Pressed, platform: Platform): boolean {
  const mod = platform === 'darwin' ? event.metaKey : event.ctrlKey;
  const otherMod = platform === 'darwin' ? event.ctrlKey : event.metaKey;
  if (mod !== combo.mod || otherMod || event.altKey !== combo.alt) return false;
  const key = combo.alt ? keyAt(event.code) : event.key === ' ' ? 'space' : event.key.toLowerCase();
  if (key !== combo.key) return false;
  const isSign = key.length === 1 && !/[a-z0-9]/.test(key);
  return isSign || event.shiftKey === combo.shift;
}

/** `KeyT` and `Digit1` as `t` and `1`. */
const keyAt = (code: string): string => code.replace(/^(Key|Digit)/, '').toLowerCase();
