import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { LanguageSetting } from '../../core/contract/views.ts';
import { en, type TextKey, zh } from './catalogue.ts';

export type TextParams = Record<string, string | number>;
export type Translate = (key: TextKey, params?: TextParams) => string;

export const i18n: I18n = createInstance();

void i18n.use(initReactI18next).init({
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

/** `t` of the present language; the component is drawn again when it changes. */
export function useText(): Translate {
  const { t } = useTranslation(undefined, { i18n });
  return (key, params) => t(key, params ?? {});
}

/** For code outside components. */
export const text: Translate = (key, params) => i18n.t(key, params ?? {});

/** Sets the language of the texts and of the page. */
export function setLanguage(language: LanguageSetting): void {
  document.documentElement.lang = language;
  void i18n.changeLanguage(language);
}
