/** `npm run docs`: writes the pages that are made from tables. `--check` only says whether they are up to date. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot, main, Stop, say } from './lib/ground.mjs';
import { onNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';

await onNode24();
await main(async () => {
  await ensurePackages();
  const source = inRoot('core', 'documented-api', 'operations-page.ts');
  const { operationsPage } = await import(pathToFileURL(source).href);
  const file = inRoot('docs', 'operations.md');
  const page = operationsPage();
  const upToDate = existsSync(file) && readFileSync(file, 'utf8') === page;
  if (process.argv.includes('--check')) {
    if (!upToDate) throw new Stop('docs/operations.md is out of date: npm run docs');
    return;
  }
  mkdirSync(inRoot('docs'), { recursive: true });
  writeFileSync(file, page);
  say(upToDate ? 'docs/operations.md was up to date.' : 'docs/operations.md is written.');
});
