import { Pause, Play, Square, StepForward } from 'lucide-react';
import type { CallName } from '../../../../core/contract/contract.ts';
import type { ReplayView } from '../../../../core/contract/recordings.ts';
import { call } from '../../../bridge/call.ts';
import { Button } from '../../../components/button.tsx';
import { Countdown } from '../../../components/countdown.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { formatElapsed, formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { useHost } from '../../../store/host-store.ts';
import { profileName } from '../../../store/profile-name.ts';
import { isEnded, useRecordings } from '../recordings-store.ts';
import { SpeedRadios } from './target-fields.tsx';

type Act = Extract<CallName, 'replay.pause' | 'replay.resume' | 'replay.step' | 'replay.stop'>;

/** A wait worth telling. */
const WAIT_MS = 1_000;

/** How far a replay is, and what can be done with it. */
export function ReplayBar({ replay }: { replay: ReplayView }) {
  const t = useText();
  const { replayId, profileId, state, speed, total, done, late, nextAtMs, error } = replay;
  const profile = useHost((host) => host.profiles[profileId]);
  const target = profile === undefined ? profileId : profileName(profile, t);
  const { error: refused, attempt } = useAttempt();
  const ended = isEnded(replay);
  const received = useRecordings.getState().replayReceived;
  const act = (name: Act) => (): void => {
    if (!ended) void attempt(async () => received(await call(name, { replayId })));
  };
  const turn = act(state === 'paused' ? 'replay.resume' : 'replay.pause');
  const turnLabel = state === 'paused' ? 'recordings.resume' : 'recordings.pause';
  useKeys([
    { key: 'space', label: turnLabel, run: turn, disabled: ended },
    { key: 's', label: 'recordings.step', run: act('replay.step'), disabled: ended },
    { key: 'shift+s', label: 'recordings.stopReplay', run: act('replay.stop'), disabled: ended },
  ]);
  const numbers = { target, done: formatNumber(done), total: formatNumber(total) };
  return (
    <section className="replay-bar" aria-label={t('recordings.replay')}>
      <div className="replay-line">
        <p role="status">{t(`recordings.replay.${state}`, numbers)}</p>
        {!ended && nextAtMs !== undefined && nextAtMs - Date.now() > WAIT_MS && (
          <span className="hint help">
            <Countdown leftAt={(now) => nextAtMs - now} text={(span) => t('recordings.next', { span })} />
          </span>
        )}
        {!ended && (
          <div className="replay-acts">
            <SpeedRadios
              aria-label={t('recordings.speed')}
              speed={speed}
              onSpeed={(next) =>
                void attempt(async () => received(await call('replay.speed', { replayId, speed: next })))
              }
            />
            <Button icon={state === 'paused' ? Play : Pause} shortcut="space" onClick={turn}>
              {t(turnLabel)}
            </Button>
            <Button icon={StepForward} shortcut="s" onClick={act('replay.step')}>
              {t('recordings.step')}
            </Button>
            <Button icon={Square} shortcut="shift+s" onClick={act('replay.stop')}>
              {t('recordings.stopReplay')}
            </Button>
          </div>
        )}
      </div>
      {!ended && <ProgressBar label={t('recordings.progress')} done={done} total={total} />}
      {late.sends > 0 && (
        <p className="help fact-warn">
          {t('recordings.late', { count: late.sends, span: formatElapsed(late.maxMs) })}
        </p>
      )}
      {replay.withoutBody > 0 && (
        <p className="help fact-warn">{t('recordings.withoutBody', { count: replay.withoutBody })}</p>
      )}
      {error && <InlineError error={error} />}
      {refused && <InlineError error={refused} />}
    </section>
  );
}
