/** Runs a TypeScript file of the project: `node scripts/run.mjs FILE ARGS...`. Plain Node strips its types. */
import { main, Stop } from './lib/ground.mjs';
import { findNode24, withNode } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { become } from './lib/run.mjs';

await main(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (!file) throw new Stop('Name the file to run: node scripts/run.mjs FILE ARGS...');
  const node = await findNode24();
  process.env.PATH = withNode(node).PATH;
  await ensurePackages();
  process.exitCode = await become(node, [file, ...args]);
});
