import './settings.css';
import { type ReactNode, useId, useState } from 'react';
import type { Settings } from '../../../core/contract/views.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { InlineError } from '../../components/inline-error.tsx';
import { NumberInput } from '../../components/number-input.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { formatNumber } from '../../format/format.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';

/** Bounds as the contract's schema has them. */
const ROWS = { min: 1_000, max: 1_000_000 };
const DEADLINE_S = { min: 1, max: 14 * 60 };
const BODY_KIB = { min: 1, max: 16 * 1_024 };

export function SettingsPage() {
  const t = useText();
  const settings = useHost((host) => host.app?.settings);
  const [error, setError] = useState<ErrorData>();
  if (settings === undefined) return null;
  const change = (patch: Partial<Settings>): void => {
    setError(undefined);
    call('app.settings.set', patch).then(
      (next) => {
        const { app } = useHost.getState();
        if (app !== undefined) useHost.setState({ app: { ...app, settings: next } });
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
      <div className="settings-body">
        {error && <InlineError error={error} />}
        <Section title="settings.appearance">
          <Line name="settings.theme" help="settings.themeHelp">
            {(control) => (
              <RadioGroup
                {...control}
                value={settings.theme}
                onValueChange={(theme) => change({ theme })}
                options={[
                  { value: 'system', label: t('settings.system') },
                  { value: 'dark', label: t('settings.dark') },
                  { value: 'light', label: t('settings.light') },
                ]}
              />
            )}
          </Line>
          <Line name="settings.density" help="settings.densityHelp">
            {(control) => (
              <RadioGroup
                {...control}
                value={settings.density}
                onValueChange={(density) => change({ density })}
                options={[
                  { value: 'compact', label: t('settings.compact') },
                  { value: 'comfortable', label: t('settings.comfortable') },
                ]}
              />
            )}
          </Line>
          <Line name="settings.language" help="settings.languageHelp">
            {(control) => (
              <RadioGroup
                {...control}
                value={settings.language}
                onValueChange={(language) => change({ language })}
                options={LANGUAGES}
              />
            )}
          </Line>
        </Section>
        <Section title="settings.limits">
          <Line name="settings.rows" help="settings.rowsHelp" range={ROWS}>
            {(control) => (
              <NumberInput
                {...control}
                {...ROWS}
                value={settings.rowLimit}
                onCommit={(rowLimit) => change({ rowLimit })}
              />
            )}
          </Line>
          <Line name="settings.maxBody" help="settings.maxBodyHelp" range={BODY_KIB}>
            {(control) => (
              <NumberInput
                {...control}
                {...BODY_KIB}
                value={Math.round(settings.maxBodyBytes / 1_024)}
                onCommit={(kib) => change({ maxBodyBytes: kib * 1_024 })}
              />
            )}
          </Line>
        </Section>
        <Section title="settings.decisions">
          <Line name="settings.deadline" help="settings.deadlineHelp" range={DEADLINE_S}>
            {(control) => (
              <NumberInput
                {...control}
                {...DEADLINE_S}
                value={Math.round(settings.holdDeadlineMs / 1_000)}
                onCommit={(seconds) => change({ holdDeadlineMs: seconds * 1_000 })}
              />
            )}
          </Line>
        </Section>
      </div>
    </div>
  );
}

/** Each language is written in itself, whatever the present one. */
const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '中文' },
] as const;

function Section({ title, children }: { title: TextKey; children: ReactNode }) {
  const t = useText();
  const id = useId();
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h2 id={id}>{t(title)}</h2>
      {children}
    </section>
  );
}

interface LineProps {
  name: TextKey;
  help: TextKey;
  range?: { min: number; max: number };
  children: (control: { 'aria-labelledby': string; 'aria-describedby': string }) => ReactNode;
}

function Line({ name, help, range, children }: LineProps) {
  const t = useText();
  const id = useId();
  return (
    <div className="settings-line">
      <span className="settings-name" id={id}>
        {t(name)}
      </span>
      <div>{children({ 'aria-labelledby': id, 'aria-describedby': `${id}-help` })}</div>
      <p className="help hint" id={`${id}-help`}>
        {t(help)}
        {range && ` ${t('settings.range', { min: formatNumber(range.min), max: formatNumber(range.max) })}.`}
      </p>
    </div>
  );
}
