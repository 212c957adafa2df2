import type { TourStep } from '../../../core/contract/prefs.ts';
import type { TextKey } from '../../i18n/catalogue.ts';

/** How each step is called, what is done in it, and the key for it. */
export const STEP_WORDS: Record<TourStep, { name: TextKey; text: TextKey; combo: string }> = {
  send: { name: 'tour.send', text: 'tour.sendText', combo: 'mod+enter' },
  hold: { name: 'tour.hold', text: 'tour.holdText', combo: 'mod+4' },
  later: { name: 'tour.later', text: 'tour.laterText', combo: 'r' },
  ack: { name: 'tour.ack', text: 'tour.ackText', combo: 'a' },
  delay: { name: 'delayLab.title', text: 'tour.delayText', combo: 'mod+5' },
  order: { name: 'orderLab.title', text: 'tour.orderText', combo: 'mod+6' },
};
