import type { TextKey } from '../i18n/catalogue.ts';
import type { Action } from './use-keys.ts';

/** A menu's entries as actions, each beside the name of its menu; of an empty menu that name with the reason. */
export function menuActions(
  label: TextKey,
  entries: readonly { label: string; run(): void }[],
  whyEmpty: TextKey = 'palette.notNow',
): Action[] {
  if (entries.length === 0) return [{ label, run: () => undefined, whyNot: () => whyEmpty }];
  return entries.map(({ label: hint, run }) => ({ label, hint, run }));
}
