// biome-ignore-all lint/a11y/useSemanticElements: a list of sections of which one is shown
import './settings.css';
import { type ReactNode, useState } from 'react';
import type { AppView, Settings } from '../../../core/contract/views.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { InlineError } from '../../components/inline-error.tsx';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { DataFolder } from './data-folder.tsx';
import { Log } from './log.tsx';
import { Appearance, Decisions, Keys, Language, Limits, Security } from './sections.tsx';

interface Section {
  id: string;
  title: TextKey;
  body(props: { app: AppView; change(patch: Partial<Settings>): void }): ReactNode;
}

const SECTIONS: readonly Section[] = [
  { id: 'appearance', title: 'settings.appearance', body: Appearance },
  { id: 'language', title: 'settings.language', body: Language },
  { id: 'limits', title: 'settings.limits', body: Limits },
  { id: 'decisions', title: 'settings.decisions', body: Decisions },
  { id: 'keys', title: 'settings.keys', body: Keys },
  { id: 'security', title: 'settings.security', body: Security },
  { id: 'data', title: 'settings.dataFolder', body: DataFolder },
  { id: 'log', title: 'settings.log', body: Log },
];

/** All sections below each other; the list at the left goes to one. Changes apply at once. */
export function SettingsPage() {
  const t = useText();
  const app = useHost((host) => host.app);
  const [error, setError] = useState<ErrorData>();
  if (app === undefined) return null;
  const change = (patch: Partial<Settings>): void => {
    setError(undefined);
    call('app.settings.set', patch).then(
      (settings) => {
        const known = useHost.getState().app;
        if (known !== undefined) useHost.setState({ app: { ...known, settings } });
      },
      (caught) => setError(errorData(caught)),
    );
  };
  return (
    <div className="settings">
      <header className="view-header">
        <h1>{t('settings.title')}</h1>
        <span className="hint">{t('settings.subtitle')}</span>
      </header>
      <div className="settings-middle">
        <nav className="settings-list" aria-label={t('settings.sections')}>
          {SECTIONS.map(({ id, title }) => (
            <a
              key={id}
              className="nav-link"
              href={`#settings-${id}`}
              onClick={(event) => {
                event.preventDefault();
                goTo(id);
              }}
            >
              {t(title)}
            </a>
          ))}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keys */}
        <div className="settings-body" tabIndex={0} role="group" aria-label={t('settings.title')}>
          {error && <InlineError error={error} />}
          {SECTIONS.map(({ id, title, body: Body }) => (
            <section key={id} className="settings-section" aria-labelledby={`settings-${id}`}>
              <h2 id={`settings-${id}`} tabIndex={-1}>
                {t(title)}
              </h2>
              <Body app={app} change={change} />
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

function goTo(id: string): void {
  const heading = document.getElementById(`settings-${id}`);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
