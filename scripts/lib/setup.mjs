import { ensureBuild } from './build.mjs';
import { onNode24 } from './node24.mjs';
import { ensurePackages } from './packages.mjs';

/** What every command needs before its own work: Node 24, the packages, and where asked for a current build. */
export async function setUp({ build = false } = {}) {
  await onNode24();
  await ensurePackages();
  if (build) await ensureBuild();
}
