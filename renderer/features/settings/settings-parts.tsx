import { type ReactNode, useId } from 'react';
import { formatNumber } from '../../format/format.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/i18n.ts';

interface LineProps {
  name: TextKey;
  help: TextKey;
  range?: { min: number; max: number };
  children: (control: { 'aria-labelledby': string; 'aria-describedby': string }) => ReactNode;
}

/** One setting: its name, its control, and a line of what it does. */
export function Line({ name, help, range, children }: LineProps) {
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

/** Something that is so and cannot be changed here. */
export function Fact({ name, children }: { name: TextKey; children: ReactNode }) {
  const t = useText();
  return (
    <div className="settings-line">
      <span className="settings-name">{t(name)}</span>
      <div className="settings-fact">{children}</div>
    </div>
  );
}
