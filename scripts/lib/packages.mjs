import { existsSync, readFileSync } from 'node:fs';
import { inRoot, Stop, say } from './ground.mjs';
import { npm, run } from './run.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/**
 * Whether node_modules is what package-lock.json says. Compares versions, not file times: a checkout changes times.
 * npm writes the inner lock file last, so an interrupted install counts as none.
 */
export function packagesAreCurrent() {
  const inner = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(inner)) return false;
  const wanted = read(inRoot('package-lock.json'));
  const found = read(inner);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    if (!found[path] && !entry.optional && !entry.devOptional) return false;
    if (found[path] && found[path].version !== entry.version) return false;
  }
  return true;
}

/** `npm ci` when it is needed. */
export async function ensurePackages() {
  if (packagesAreCurrent()) return;
  say('Installing packages (npm ci) ...');
  const call = npm(['ci', '--no-audit', '--no-fund']);
  const { code, out } = await run(call.command, call.args, call.options);
  if (code === 0) return;
  const offline = /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i.test(out);
  if (offline)
    throw new Stop(
      'The packages could not be fetched: there seems to be no network. Run the command again with one.',
    );
  say(out.trim().split('\n').slice(-15).join('\n'));
  throw new Stop('npm ci failed; its last lines are above.');
}
