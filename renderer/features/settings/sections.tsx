import type { AppView, Settings } from '../../../core/contract/views.ts';
import { Kbd } from '../../components/kbd.tsx';
import { NumberInput } from '../../components/number-input.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { useText } from '../../i18n/i18n.ts';
import { boundKeys } from '../../keys/use-keys.ts';
import { Fact, Line } from './settings-parts.tsx';

/** Bounds as the contract's schema has them. */
const ROWS = { min: 1_000, max: 1_000_000 };
const DEADLINE_S = { min: 1, max: 14 * 60 };
const BODY_KIB = { min: 1, max: 16 * 1_024 };

interface Props {
  app: AppView;
  change(patch: Partial<Settings>): void;
}

export function Appearance({ app: { settings }, change }: Props) {
  const t = useText();
  return (
    <>
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
    </>
  );
}

/** Each language is written in itself, whatever the present one. */
const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '中文' },
] as const;

export function Language({ app: { settings }, change }: Props) {
  return (
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
  );
}

export function Limits({ app: { settings }, change }: Props) {
  return (
    <>
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
      <Line name="settings.foldBody" help="settings.foldBodyHelp" range={BODY_KIB}>
        {(control) => (
          <NumberInput
            {...control}
            {...BODY_KIB}
            value={Math.round(settings.foldBodyBytes / 1_024)}
            onCommit={(kib) => change({ foldBodyBytes: kib * 1_024 })}
          />
        )}
      </Line>
    </>
  );
}

/** Undo graces there are, in milliseconds. */
const GRACES = ['0', '2000', '5000'] as const;

export function Decisions({ app: { settings }, change }: Props) {
  const t = useText();
  return (
    <>
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
      <Line name="settings.holdDefault" help="settings.holdDefaultHelp">
        {(control) => (
          <RadioGroup
            {...control}
            value={settings.holdDefault}
            onValueChange={(holdDefault) => change({ holdDefault })}
            options={[
              { value: 'later', label: t('state.later') },
              { value: 'keepHolding', label: t('settings.keepHolding') },
            ]}
          />
        )}
      </Line>
      <Line name="settings.grace" help="settings.graceHelp">
        {(control) => (
          <RadioGroup
            {...control}
            value={String(settings.undoGraceMs) as (typeof GRACES)[number]}
            onValueChange={(grace) => change({ undoGraceMs: Number(grace) as Settings['undoGraceMs'] })}
            options={GRACES.map((value) => ({ value, label: t(`settings.grace.${value}`) }))}
          />
        )}
      </Line>
    </>
  );
}

/** The keys that work everywhere; those of a screen are listed on it by `?`. */
export function Keys() {
  const t = useText();
  return (
    <>
      <ul className="settings-keys">
        {boundKeys().map(({ key, label }) => (
          <li key={key}>
            <span>{t(label)}</span>
            <Kbd combo={key} />
          </li>
        ))}
      </ul>
      <p className="help hint">{t('settings.keysHelp')}</p>
    </>
  );
}

export function Security({ app: { dataFolder } }: Props) {
  const t = useText();
  return (
    <Fact name="settings.secrets">
      <p>{t(`settings.secrets.${dataFolder.secrets}`)}</p>
      <p className="help hint">{t('settings.secretsHelp')}</p>
    </Fact>
  );
}
