import { useId } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import type { KnownLevel } from '../../../../core/model/delay-lab/levels.ts';
import { call } from '../../../bridge/call.ts';
import { Button } from '../../../components/button.tsx';
import { formatSpan } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { useDelayLab } from '../lab-store.ts';

const UP_TO_MS = 60_000;
const FAST_RATE = 60;

/** The broker's levels, to be checked; where their lengths come from stands beside the label. */
export function LevelStrip({
  profile,
  levels,
}: {
  profile: ProfileView | undefined;
  levels: readonly KnownLevel[];
}) {
  const t = useText();
  const id = useId();
  const chosen = useDelayLab((lab) => lab.form.levels);
  const choose = (isMeant: (level: KnownLevel) => boolean): void =>
    useDelayLab.getState().formEdited({ levels: new Set(levels.filter(isMeant).map(({ level }) => level)) });
  const toggle = (level: number): void => {
    const next = new Set(chosen);
    if (!next.delete(level)) next.add(level);
    useDelayLab.getState().formEdited({ levels: next });
  };
  return (
    <div className="field lab-levels">
      <div className="field-head">
        <span className="field-label" id={id}>
          {t('delayLab.levels')}
        </span>
        <span className="field-fact" id={`${id}-fact`}>
          {t(sourceOf(levels))}
        </span>
        <span className="lab-presets">
          {profile?.kind === 'sandbox' && (
            <Button
              tone="link"
              onClick={() => {
                choose(() => true);
                setRate(profile.profileId, FAST_RATE);
              }}
            >
              {t('delayLab.allFast', { count: levels.length })}
            </Button>
          )}
          <Button tone="link" onClick={() => choose(() => true)}>
            {t('delayLab.all')}
          </Button>
          <Button tone="link" onClick={() => choose(({ ms }) => ms <= UP_TO_MS)}>
            {t('delayLab.upToMinute')}
          </Button>
          <Button tone="link" onClick={() => choose(() => false)}>
            {t('delayLab.none')}
          </Button>
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid of cells */}
      <div className="lab-strip" role="group" aria-labelledby={id} aria-describedby={`${id}-fact`}>
        {levels.map(({ level, ms, source }) => (
          <label key={level} className="lab-level" data-measured={source === 'measured' || undefined}>
            <input
              type="checkbox"
              className="lab-level-box"
              checked={chosen.has(level)}
              aria-label={t(source === 'measured' ? 'delayLab.levelMeasured' : 'delayLab.levelName', {
                level,
                span: formatSpan(ms),
              })}
              onChange={() => toggle(level)}
            />
            <span className="lab-level-number" aria-hidden="true">
              {level}
            </span>
            <span aria-hidden="true">{formatSpan(ms)}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

function sourceOf(levels: readonly KnownLevel[]): TextKey {
  if (levels.some(({ source }) => source === 'measured')) return 'delayLab.levelsMeasured';
  return levels.every(({ source }) => source === 'broker')
    ? 'delayLab.levelsBroker'
    : 'delayLab.levelsAssumed';
}

function setRate(profileId: string, rate: 60): void {
  const { profileReceived } = useHost.getState();
  void call('sandbox.clock.set', { profileId, rate }).then(profileReceived, () => undefined);
}
