import { commonEn, commonZh } from './common.ts';
import { composeEn, composeZh } from './compose.ts';
import { consumeEn, consumeZh } from './consume.ts';
import { delayLabEn, delayLabZh } from './delay-lab.ts';
import { errorsEn, errorsZh } from './errors.ts';
import { frameEn, frameZh } from './frame.ts';
import { gridEn, gridZh } from './grid.ts';
import { homeEn, homeZh } from './home.ts';
import { libraryEn, libraryZh } from './library.ts';
import { messageEn, messageZh } from './message.ts';
import { operationsEn, operationsZh } from './operations.ts';
import { orderLabEn, orderLabZh } from './order-lab.ts';
import { paletteEn, paletteZh } from './palette.ts';
import { pythonEn, pythonZh } from './python.ts';
import { resendEn, resendZh } from './resend.ts';
import { settingsEn, settingsZh } from './settings.ts';
import { topicsEn, topicsZh } from './topics.ts';

export const en = {
  ...commonEn,
  ...frameEn,
  ...homeEn,
  ...composeEn,
  ...consumeEn,
  ...libraryEn,
  ...messageEn,
  ...resendEn,
  ...settingsEn,
  ...operationsEn,
  ...orderLabEn,
  ...paletteEn,
  ...pythonEn,
  ...gridEn,
  ...topicsEn,
  ...delayLabEn,
  ...errorsEn,
};

export const zh: Record<keyof typeof en, string> = {
  ...commonZh,
  ...frameZh,
  ...homeZh,
  ...composeZh,
  ...consumeZh,
  ...libraryZh,
  ...messageZh,
  ...resendZh,
  ...settingsZh,
  ...operationsZh,
  ...orderLabZh,
  ...paletteZh,
  ...pythonZh,
  ...gridZh,
  ...topicsZh,
  ...delayLabZh,
  ...errorsZh,
};

type Base<K> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;

/** Every text there is. Those that count come as `_one` and `_other` and are asked for without the ending, with `count`. */
export type TextKey = Base<keyof typeof en>;
