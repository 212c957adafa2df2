import './tour.css';
import { X } from 'lucide-react';
import { TOUR_STEPS, type TourStep } from '../../../core/contract/prefs.ts';
import { SANDBOX_PROFILE_ID } from '../../../core/contract/profiles.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useAttempt } from '../../components/use-attempt.ts';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { usePrefs } from '../../store/prefs.ts';
import { useFollowTour } from './follow-tour.ts';
import { StepMark } from './step-mark.tsx';
import { leaveTour, takeTour } from './take-tour.ts';
import { currentStep } from './tour-steps.ts';
import { STEP_WORDS } from './tour-words.ts';

/** The tour, once it is taken and until it is left. */
export function TourBar() {
  const isOpen = usePrefs(({ tour }) => tour.open);
  return isOpen ? <OpenTourBar /> : null;
}

/** Six steps in a row, and what to do for the one that is next. It stands between others and covers nothing. */
function OpenTourBar() {
  const t = useText();
  const tour = usePrefs((prefs) => prefs.tour);
  const current = currentStep(tour);
  useFollowTour();
  return (
    <section className="tour-bar" aria-label={t('tour.title')}>
      <ol className="tour-steps">
        {TOUR_STEPS.map((step) => {
          const done = tour.done.includes(step);
          const name = t(STEP_WORDS[step].name);
          return (
            <li
              key={step}
              aria-label={t(done ? 'tour.stepDone' : 'tour.stepOpen', { name })}
              aria-current={step === current ? 'step' : undefined}
              data-done={done || undefined}
            >
              <StepMark step={step} done={done} />
              <span aria-hidden="true">{name}</span>
            </li>
          );
        })}
      </ol>
      <NextStep current={current} />
      <IconButton
        icon={X}
        size="small"
        label={t(current === undefined ? 'common.close' : 'tour.leave')}
        onClick={leaveTour}
      />
    </section>
  );
}

function NextStep({ current }: { current: TourStep | undefined }) {
  const t = useText();
  const isRunning = useHost(({ profiles }) => profiles[SANDBOX_PROFILE_ID] !== undefined);
  const { busy, attempt } = useAttempt();
  if (current !== undefined && !isRunning)
    return (
      <div className="tour-next">
        <Button size="small" aria-busy={busy} onClick={() => void attempt(takeTour)}>
          {t('home.startSandbox')}
        </Button>
      </div>
    );
  const words = current === undefined ? undefined : STEP_WORDS[current];
  return (
    <div className="tour-next">
      <span className="tour-text" aria-live="polite">
        {t(words?.text ?? 'tour.allDone')}
      </span>
      {words && <Kbd combo={words.combo} />}
    </div>
  );
}
