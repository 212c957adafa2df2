import type { ThemeSetting } from '../../core/contract/views.ts';
import { setLanguage } from '../i18n/i18n.ts';
import { useHost } from '../store/host-store.ts';
import { useUi } from '../store/ui-store.ts';

/** Read by theme-boot.js before the next first paint. */
const STORAGE_KEY = 'gantry.theme';

/** Keeps the page's theme, density and language as the settings say, and follows the system where they say so. */
export function followTheme(): void {
  const light = matchMedia('(prefers-color-scheme: light)');
  const apply = (): void => {
    const settings = useHost.getState().app?.settings;
    if (settings === undefined) return;
    const theme = resolveTheme(settings.theme, light.matches);
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.density = settings.density;
    if (document.documentElement.lang !== settings.language) setLanguage(settings.language);
    if (useUi.getState().theme !== theme) useUi.getState().themeResolved(theme);
    remember(settings.theme);
  };
  light.addEventListener('change', apply);
  useHost.subscribe(({ app }, before) => {
    if (app?.settings !== before.app?.settings) apply();
  });
}

export function resolveTheme(setting: ThemeSetting, systemIsLight: boolean): 'dark' | 'light' {
  if (setting !== 'system') return setting;
  return systemIsLight ? 'light' : 'dark';
}

function remember(setting: ThemeSetting): void {
  try {
    localStorage.setItem(STORAGE_KEY, setting);
  } catch {
    // Without storage the next start shows the system's theme until the settings arrive.
  }
}
