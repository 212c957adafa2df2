import { ackViewEn, ackViewZh } from './ack-view.ts';
import { commonEn, commonZh } from './common.ts';
import { composeEn, composeZh } from './compose.ts';
import { consumeEn, consumeZh } from './consume.ts';
import { delayLabEn, delayLabZh } from './delay-lab.ts';
import { errorsEn, errorsZh } from './errors.ts';
import { frameEn, frameZh } from './frame.ts';
import { gridEn, gridZh } from './grid.ts';
import { homeEn, homeZh } from './home.ts';
import { levelsEn, levelsZh } from './levels.ts';
import { libraryEn, libraryZh } from './library.ts';
import { messageEn, messageZh } from './message.ts';
import { operationsEn, operationsZh } from './operations.ts';
import { orderLabEn, orderLabZh } from './order-lab.ts';
import { paletteEn, paletteZh } from './palette.ts';
import { pythonEn, pythonZh } from './python.ts';
import { recordingsEn, recordingsZh } from './recordings.ts';
import { resendEn, resendZh } from './resend.ts';
import { rulesEn, rulesZh } from './rules.ts';
import { settingsEn, settingsZh } from './settings.ts';
import { topicsEn, topicsZh } from './topics.ts';
import { tourEn, tourZh } from './tour.ts';

export const en = {
  ...commonEn,
  ...frameEn,
  ...homeEn,
  ...composeEn,
  ...consumeEn,
  ...ackViewEn,
  ...levelsEn,
  ...libraryEn,
  ...messageEn,
  ...resendEn,
  ...recordingsEn,
  ...rulesEn,
  ...settingsEn,
  ...operationsEn,
  ...orderLabEn,
  ...paletteEn,
  ...pythonEn,
  ...gridEn,
  ...topicsEn,
  ...tourEn,
  ...delayLabEn,
  ...errorsEn,
};

export const zh: Record<keyof typeof en, string> = {
  ...commonZh,
  ...frameZh,
  ...homeZh,
  ...composeZh,
  ...consumeZh,
  ...ackViewZh,
  ...levelsZh,
  ...libraryZh,
  ...messageZh,
  ...resendZh,
  ...recordingsZh,
  ...rulesZh,
  ...settingsZh,
  ...operationsZh,
  ...orderLabZh,
  ...paletteZh,
  ...pythonZh,
  ...gridZh,
  ...topicsZh,
  ...tourZh,
  ...delayLabZh,
  ...errorsZh,
};

type Base<K> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;

/** Every text there is. Those that count come as `_one` and `_other` and are asked for without the ending, with `count`. */
export type TextKey = Base<keyof typeof en>;
