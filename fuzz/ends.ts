import { GantryError } from '../core/model/error.ts';

/** Runs it; what it throws must be FRAME. */
export function ends(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof GantryError) || error.data.code !== 'FRAME') throw error;
  }
}
