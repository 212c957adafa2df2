import { Hand, Pause, Play, Square, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import type { ConsumerView, DecideMode, StopPreview } from '../../../core/model/consume.ts';
import { call } from '../../bridge/call.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { useText } from '../../i18n/i18n.ts';
import { menuActions } from '../../keys/menu-actions.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { askOnConnection } from '../../store/production.ts';
import { useWhyNotWrite } from '../../store/why-not-write.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import type { LiveRows } from './rows/live-rows.ts';
import { isEmptyPreview, StopDialog } from './stop-dialog.tsx';
import type { Life } from './use-life.ts';

interface Props {
  consumer: ConsumerView;
  live: LiveRows;
  paused: boolean;
  life: Life;
}

/** Drawn again when its own facts change, not with each view. */
export const ConsumeHeader = memo(
  Header,
  (a, b) =>
    a.consumer.state === b.consumer.state &&
    a.consumer.mode === b.consumer.mode &&
    a.consumer.rules.rules.length === b.consumer.rules.rules.length &&
    a.consumer.counters.held === b.consumer.counters.held &&
    a.paused === b.paused &&
    a.live === b.live,
);

/** Group, state, what it reads; how it decides; and its life: pause the view, stop, start again, remove. */
function Header({ consumer, live, paused, life }: Props) {
  const t = useText();
  const [applying, setApplying] = useState<{ mode: 'auto' | 'rules'; held: number }>();
  const [stopping, setStopping] = useState<StopPreview>();
  const { consumerId, profileId, state, mode, counters } = consumer;
  const { rules } = consumer.rules;
  const runs = state !== 'stopped' && state !== 'stopping';
  const whyNot = useWhyNotWrite(profileId);

  const chooseMode = (next: DecideMode): void => {
    const decides = next === 'auto' || (next === 'rules' && rules.length > 0);
    if (decides && next !== mode && counters.held > 0) setApplying({ mode: next, held: counters.held });
    else life.setMode(next, false);
  };
  const stop = async (): Promise<void> => {
    const preview = await call('consumer.stop.preview', { consumerId }).catch(() => undefined);
    if (preview === undefined || isEmptyPreview(preview)) life.stop();
    else setStopping(preview);
  };
  const startAgain = (): void => askOnConnection(profileId, 'join', life.restart);
  const whyNotStart = whyNot ?? (state === 'stopping' ? 'consume.whyStopping' : undefined);
  useKeys([
    ...menuActions('consume.decide', [
      { label: t('consume.hold'), run: () => chooseMode('hold') },
      { label: t('consume.auto'), run: () => chooseMode('auto') },
      { label: t('rules.mode'), run: () => chooseMode('rules') },
    ]),
    ...(runs
      ? [{ label: 'consume.stop' as const, run: () => void stop() }]
      : [{ label: 'consume.startAgain' as const, run: startAgain, whyNot: () => whyNotStart }]),
  ]);

  return (
    <header className="view-header">
      <h1 className="truncate">{consumer.group}</h1>
      <Badge state={state} />
      <span className="consume-topics truncate">
        {consumer.listener === 'orderly' && <span>{t('consume.listener.orderly')}</span>}
        {consumer.model === 'broadcasting' && <span>{t('consume.model.broadcasting')}</span>}
        {consumer.subscriptions.map(({ topic, tagPattern }) => (
          <span key={topic}>
            <span className="secondary">{topic}</span> <span className="data hint">{tagPattern}</span>
          </span>
        ))}
      </span>
      <div className="view-header-end">
        <RadioGroup
          aria-label={t('consume.decide')}
          value={mode}
          onValueChange={chooseMode}
          options={[
            { value: 'hold', label: t('consume.hold'), icon: Hand },
            { value: 'auto', label: t('consume.auto') },
            {
              value: 'rules',
              label: rules.length === 0 ? t('rules.mode') : t('rules.modeCount', { count: rules.length }),
              name: t('rules.mode'),
            },
          ]}
        />
        <Button
          icon={paused ? Play : Pause}
          shortcut="space"
          tooltip={t('consume.pauseHelp')}
          onClick={() => live.pause(!paused)}
        >
          {t(paused ? 'consume.resume' : 'consume.pause')}
        </Button>
        {runs ? (
          <Button icon={Square} onClick={() => void stop()}>
            {t('consume.stop')}
          </Button>
        ) : (
          <>
            <Button icon={Play} disabledReason={whyNotStart && t(whyNotStart)} onClick={startAgain}>
              {t('consume.startAgain')}
            </Button>
            <Button icon={Trash2} onClick={life.remove}>
              {t('common.remove')}
            </Button>
          </>
        )}
      </div>
      <ApplyDialog
        wanted={applying}
        onClose={() => setApplying(undefined)}
        onChoose={(applyToHeld) => life.setMode(applying?.mode ?? mode, applyToHeld)}
      />
      <StopDialog
        group={consumer.group}
        preview={stopping}
        onClose={() => setStopping(undefined)}
        onStop={life.stop}
      />
    </header>
  );
}
