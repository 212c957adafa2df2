import type { ProfileView } from '../../../../core/contract/views.ts';
import { DELAY_LEVELS, delayMs } from '../../../../core/model/delay.ts';
import { formatSpan } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';

/** The broker's levels; those of its defaults while they are not known. */
export const levelsOf = (profile: ProfileView | undefined) => profile?.delayLevels ?? DELAY_LEVELS;

/** The broker told them; else they are assumed. */
export const areRead = (profile: ProfileView | undefined): boolean => profile?.delayLevelsSource === 'broker';

/** What a broker does with a level above its highest, and whether that was read; undefined for a level it has. */
export function aboveHighest(
  level: number,
  highest: number,
  profile: ProfileView | undefined,
  t: Translate,
): string | undefined {
  if (level <= highest) return undefined;
  return t(areRead(profile) ? 'compose.aboveMax' : 'compose.aboveAssumedMax', { max: highest });
}

/** `3 (10 s)`; of a level above the highest also which one the broker uses instead. */
export function levelText(level: number, profile: ProfileView | undefined, t: Translate): string {
  const levels = levelsOf(profile);
  const span = formatSpan(delayMs(level, levels));
  if (level <= levels.length) return t('compose.levelIs', { level, span });
  return t(areRead(profile) ? 'compose.levelUsed' : 'compose.levelUsedAssumed', {
    level,
    used: levels.length,
    span,
  });
}
