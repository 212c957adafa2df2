import { Check } from 'lucide-react';
import { TOUR_STEPS, type TourStep } from '../../../core/contract/prefs.ts';

/** Its number, or a tick once it is done. */
export function StepMark({ step, done }: { step: TourStep; done: boolean }) {
  return (
    <span className="tour-mark data" aria-hidden="true">
      {done ? <Check size={12} strokeWidth={2.25} /> : TOUR_STEPS.indexOf(step) + 1}
    </span>
  );
}
