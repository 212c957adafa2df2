import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Stop, say, toolchain } from './ground.mjs';
import { become, npm, run } from './run.mjs';

const version = '24.21.0';
const home = join(toolchain, 'node');

/** The tools need 22.12 (Vitest 5, Electron's types); older callers are served by a Node of our own. */
export function isNewEnough(text = process.versions.node) {
  const [major, minor] = text.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}

function packageName() {
  const os = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${os}-${process.arch}`;
}

function binary() {
  return join(home, 'node_modules', packageName(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Path of a Node that is new enough: the running one, or ours, fetched once as a package. */
export async function findNode24() {
  if (isNewEnough()) return process.execPath;
  if (existsSync(binary())) return binary();
  say(`Node ${process.versions.node} is older than 22.12: fetching Node ${version} into .toolchain/node ...`);
  const install = [
    'i',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefix',
    home,
    `${packageName()}@${version}`,
  ];
  const call = npm(install);
  const { code } = await run(call.command, call.args, call.options);
  if (code !== 0 || !existsSync(binary())) {
    throw new Stop(
      `Node ${version} could not be fetched (no network, or no package ${packageName()}). ` +
        'Install Node 22.12 or newer and run the command again.',
    );
  }
  return binary();
}

/** Puts that Node first on the path, so that npm and every tool's `#!/usr/bin/env node` use it too. */
export function withNode(node, env = process.env) {
  const bin = join(node, '..');
  return { ...env, PATH: `${bin}${delimiter}${env.PATH ?? ''}` };
}

/** Runs the calling script again under Node 24 when the caller's is older. Returns only where it is new enough. */
export async function onNode24() {
  if (isNewEnough()) {
    process.env.PATH = withNode(process.execPath).PATH;
    return;
  }
  const node = await findNode24();
  process.exit(await become(node, process.argv.slice(1), { env: withNode(node), cwd: process.cwd() }));
}
