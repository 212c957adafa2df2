import { useEffect, useRef } from 'react';
import type { TextKey } from '../i18n/catalogue.ts';
import { type Combo, matches, parseCombo } from './combo.ts';
import { comboHere, platform } from './platform.ts';

/** Something that can be done on this screen, for the command palette. */
export interface Action {
  /** What the palette and the list of all keys say. */
  label: TextKey;
  /** Which of those with the same label. */
  hint?: string;
  run(event: KeyboardEvent): void;
  /** It is listed but cannot be done now; another binding of its key may act. */
  disabled?: boolean;
  /** Why, for the command palette. */
  disabledReason?: string | undefined;
  /** The same, asked when the palette opens: for what changes without a render. The key acts all the same. */
  whyNot?(): TextKey | undefined;
}

export interface KeyBinding extends Action {
  /** As in combo.ts: `mod+enter`, `j`, `shift+g`. */
  key: string;
  /** The key is the browser's own where a text field has the focus, and while text is selected. */
  leavesText?: true | undefined;
}

interface Entry {
  combo: Combo;
  binding: KeyBinding;
}

/** Newest last: what was mounted last wins. */
let layers: { current: (KeyBinding | Action)[] }[] = [];

/**
 * Binds keys and offers actions while the component is mounted; an action without a key is in the palette alone. Bindings
 * mounted later win over earlier ones of the same key.
 */
export function useKeys(bindings: (KeyBinding | Action)[]): void {
  const layer = useRef(bindings);
  layer.current = bindings;
  useEffect(() => {
    layers = [...layers, layer];
    return () => {
      layers = layers.filter((other) => other !== layer);
    };
  }, []);
}

/** Every binding mounted now, without those shadowed by a later one that acts; for the list of all keys. */
export function boundKeys(): KeyBinding[] {
  const byKey = new Map<string, KeyBinding>();
  for (const action of layers.flatMap((layer) => layer.current))
    if ('key' in action && (action.disabled !== true || !byKey.has(action.key)))
      byKey.set(action.key, action);
  return [...byKey.values()];
}

/** Everything that can be done on this screen, each once: of two keys of one action the first. */
export function offeredActions(): (KeyBinding | Action)[] {
  const withoutKey = layers.flatMap((layer) => layer.current.filter((action) => !('key' in action)));
  const byWords = new Map<string, KeyBinding | Action>();
  for (const action of [...boundKeys(), ...withoutKey]) {
    const words = `${action.label} ${action.hint ?? ''}`;
    if (!byWords.has(words)) byWords.set(words, action);
  }
  return [...byWords.values()];
}

/** The one listener. Returns the function that takes it off. */
export function listenForKeys(): () => void {
  let isDialogs = false;
  // Before anybody acts on it: the key that closes a dialog is the dialog's own.
  const onKey = (): void => {
    isDialogs = dialogIsOpen();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter and letters are its own.
    if (event.isComposing || isDialogs || dialogIsOpen()) return;
    for (const { combo, binding } of [...entries()].reverse()) {
      // A control may take plain keys; the window's own combinations work in every one (radios prevent any Enter).
      const chord = (combo.mod || combo.alt) && binding.leavesText !== true;
      if (event.defaultPrevented && !chord) continue;
      if (binding.disabled === true || !matches(combo, event, platform())) continue;
      if (!chord && takenByTarget(event.target, combo.key)) continue;
      if (binding.leavesText === true && textIsSelected()) continue;
      event.preventDefault();
      binding.run(event);
      return;
    }
  };
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('keydown', onKeyDown);
  };
}

function entries(): Entry[] {
  return layers.flatMap((layer) =>
    layer.current.flatMap((binding) =>
      'key' in binding ? keysOf(binding).map((key) => ({ combo: parseCombo(key), binding })) : [],
    ),
  );
}

/** The registry's key works as well where another one is printed: an installed web app keeps none for itself. */
function keysOf({ key }: KeyBinding): string[] {
  const here = comboHere(key);
  return here === key ? [key] : [key, here];
}

/**
 * A dialog and an open menu own the keyboard; their components handle Escape and Enter themselves. One that is closed
 * stays in the page for a moment.
 */
function dialogIsOpen(): boolean {
  return document.querySelector(`:is(${LAYERS}):not([data-closed])`) !== null;
}

const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

const textIsSelected = (): boolean => window.getSelection()?.isCollapsed === false;

const TEXT_INPUTS = new Set([
  'text',
  'search',
  'password',
  'number',
  'email',
  'url',
  'tel',
  'datetime-local',
]);

/** Whether plain keys belong to the focused element: a text field takes all, a control the keys that work it. */
function takenByTarget(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (isTextField(target)) return true;
  if (key === 'space' || key === 'enter')
    return target.closest('button, a, summary, [role="radio"], [role="tab"], [role="checkbox"]') !== null;
  if (key.startsWith('arrow'))
    return target.closest('[role="radio"], [role="tab"], [role="listbox"], [role="slider"]') !== null;
  return false;
}

export function isTextField(element: HTMLElement): boolean {
  if (element instanceof HTMLInputElement) return TEXT_INPUTS.has(element.type);
  return element instanceof HTMLTextAreaElement || element.closest('[contenteditable="true"]') !== null;
}
