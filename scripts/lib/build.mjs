import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot, root, Stop, say } from './ground.mjs';
import { run } from './run.mjs';

const sources = ['core', 'electron', 'browser-host', 'renderer', 'assets'];
const single = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig/base.json'];
const products = [
  'main/electron.cjs',
  'main/browser-host.cjs',
  'main/sandbox.cjs',
  'preload/preload.cjs',
  'renderer/index.html',
];
const stamp = inRoot('out', '.built-from');

function* files(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

/** A digest of names, sizes and times of all sources: notices deletions and older files from a checkout as well. */
function fingerprint() {
  const hash = createHash('sha256');
  const list = [
    ...sources.flatMap((name) => [...files(inRoot(name))]),
    ...single.map((name) => inRoot(name)),
  ];
  for (const path of list.sort()) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path.slice(root.length)} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** Builds out/ when a source changed since it was built. */
export async function ensureBuild({ force = false } = {}) {
  const now = fingerprint();
  const complete = products.every((name) => existsSync(inRoot('out', name)));
  if (!force && complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  say('Building ...');
  const cli = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code, out } = await run(process.execPath, [cli, 'build'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0) {
    say(out.trim().split('\n').slice(-25).join('\n'));
    throw new Stop('The build failed; its last lines are above.');
  }
  refuseEntangled();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

/** No program may load another one, or it would run it: the bundler has put shared helpers into an entry before. */
function refuseEntangled() {
  const folder = inRoot('out', 'main');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.cjs'))) {
    const other = /require\("\.\/([\w-]+\.cjs)"\)/.exec(readFileSync(join(folder, name), 'utf8'));
    if (other)
      throw new Stop(
        `The build is not usable: ${name} loads ${other[1]}, another program (see electron.vite.config.ts).`,
      );
  }
}
