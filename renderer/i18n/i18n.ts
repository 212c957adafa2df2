import { createInstance, type i18n as I18n } from 'i18next';
import { useSyncExternalStore } from 'react';
import type { LanguageSetting } from '../../core/contract/views.ts';
import { en, type TextKey, zh } from './catalogue.ts';

export type TextParams = Record<string, string | number>;
export type Translate = (key: TextKey, params?: TextParams) => string;

export const i18n: I18n = createInstance();

void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en }, zh: { translation: zh } },
  // Keys are flat and carry dots of their own.
  keySeparator: false,
  nsSeparator: false,
  // React escapes.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** A text without parameters is looked up once: a live table asks for the same few hundreds of times a second. */
function translator(): Translate {
  const plain = new Map<TextKey, string>();
  return (key, params) => {
    if (params !== undefined) return i18n.t(key, params);
    const known = plain.get(key) ?? i18n.t(key);
    plain.set(key, known);
    return known;
  };
}

let current = translator();
const listeners = new Set<() => void>();
i18n.on('languageChanged', () => {
  current = translator();
  for (const changed of listeners) changed();
});

function onLanguage(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The texts of the present language; the component is drawn again when it changes. */
export function useText(): Translate {
  return useSyncExternalStore(onLanguage, () => current);
}

/** For code outside components. */
export const text: Translate = (key, params) => current(key, params);

/** Sets the language of the texts and of the page. */
export function setLanguage(language: LanguageSetting): void {
  document.documentElement.lang = language;
  void i18n.changeLanguage(language);
}
