import { commonEn, commonZh } from './common.ts';
import { composeEn, composeZh } from './compose.ts';
import { consumeEn, consumeZh } from './consume.ts';
import { errorsEn, errorsZh } from './errors.ts';
import { frameEn, frameZh } from './frame.ts';
import { gridEn, gridZh } from './grid.ts';
import { homeEn, homeZh } from './home.ts';
import { libraryEn, libraryZh } from './library.ts';
import { messageEn, messageZh } from './message.ts';
import { operationsEn, operationsZh } from './operations.ts';
import { paletteEn, paletteZh } from './palette.ts';
import { pythonEn, pythonZh } from './python.ts';
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
  ...settingsEn,
  ...operationsEn,
  ...paletteEn,
  ...pythonEn,
  ...gridEn,
  ...topicsEn,
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
  ...settingsZh,
  ...operationsZh,
  ...paletteZh,
  ...pythonZh,
  ...gridZh,
  ...topicsZh,
  ...errorsZh,
};

type Base<K> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;

/** Every text there is. Those that count come as `_one` and `_other` and are asked for without the ending, with `count`. */
export type TextKey = Base<keyof typeof en>;
