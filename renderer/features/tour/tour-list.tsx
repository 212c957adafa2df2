import './tour.css';
import { TOUR_STEPS } from '../../../core/contract/prefs.ts';
import { Kbd } from '../../components/kbd.tsx';
import { useText } from '../../i18n/i18n.ts';
import { usePrefs } from '../../store/prefs.ts';
import { StepMark } from './step-mark.tsx';
import { STEP_WORDS } from './tour-words.ts';

/** What the tour is made of, with its keys and how far it is. */
export function TourList({ folded }: { folded: boolean }) {
  const t = useText();
  const done = usePrefs(({ tour }) => tour.done);
  return (
    <details className="tour-list" open={!folded}>
      <summary>{t('tour.title')}</summary>
      <ol>
        {TOUR_STEPS.map((step) => {
          const { name, text, combo } = STEP_WORDS[step];
          return (
            <li key={step} data-done={done.includes(step) || undefined}>
              <StepMark step={step} done={done.includes(step)} />
              <span className="tour-name">{t(name)}</span>
              <span className="secondary">{t(text)}</span>
              <Kbd combo={combo} />
            </li>
          );
        })}
      </ol>
    </details>
  );
}
