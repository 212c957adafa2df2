/** `npm run build`: builds out/ whether or not a source changed. */
import { ensureBuild } from './lib/build.mjs';
import { main } from './lib/ground.mjs';
import { setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp();
  await ensureBuild({ force: true });
});
