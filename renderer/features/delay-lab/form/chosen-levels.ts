import { MAX_LAB_LEVEL } from '../../../../core/contract/delay-lab.ts';
import type { KnownLevel } from '../../../../core/model/delay-lab/levels.ts';
import type { LabForm } from '../lab-store.ts';

/** Ascending: those checked that the broker has, and the typed one. */
export function chosenLevels(form: LabForm, levels: readonly KnownLevel[]): number[] {
  const checked = levels.filter(({ level }) => form.levels.has(level)).map(({ level }) => level);
  const other = otherLevelOf(form);
  return [...new Set(other === undefined ? checked : [...checked, other])].sort((a, b) => a - b);
}

/** The level that was typed; undefined for none and for 0, which is no delay. */
export function otherLevelOf({ otherLevel }: Pick<LabForm, 'otherLevel'>): number | undefined {
  const level = Number(otherLevel);
  return level >= 1 && level <= MAX_LAB_LEVEL ? level : undefined;
}
