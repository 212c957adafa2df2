import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { hasDisplay } from './display.mjs';
import { ci, Stop, say } from './ground.mjs';
import { run } from './run.mjs';

const works = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const installed = (name) => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
  const query = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return query.status === 0 && query.stdout === 'installed';
};

/**
 * What the tests use beside Node. `packages`: Debian names; where a name changed between releases, the newer one
 * first. `present` says that it is there already, by whatever way it came.
 */
const needs = {
  chromium: { packages: ['chromium'], present: () => findChromium() !== null },
  display: { packages: ['xvfb', 'xauth'], present: hasDisplay },
  electron: { packages: ['libgtk-3-0t64|libgtk-3-0', 'libnss3', 'libasound2t64|libasound2', 'libgbm1'] },
  fonts: { packages: ['fonts-dejavu-core', 'fonts-wqy-microhei'] },
  python: { packages: ['python3', 'python3-pip'], present: () => works('python3', '-m', 'pip', '--version') },
  java: {
    packages: ['openjdk-17-jdk-headless|openjdk-21-jdk-headless|default-jdk-headless', 'maven'],
    present: () => works('java', '-version') && works('mvn', '-v'),
  },
};

const isDebian = () => process.platform === 'linux' && existsSync('/usr/bin/apt-get');
const isRoot = () => process.getuid?.() === 0;

function missingPackages(names) {
  return names
    .map((name) => needs[name])
    .filter((need) => !need.present?.())
    .flatMap((need) => need.packages)
    .filter((choice) => !choice.split('|').some(installed));
}

/** The first of several names that this release of Debian can install. */
function available(choice) {
  const names = choice.split('|');
  const candidate = (name) => {
    const policy = spawnSync('apt-cache', ['policy', name], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    });
    return /Candidate: (?!\(none\))/.test(policy.stdout ?? '');
  };
  return names.find(candidate) ?? names[names.length - 1];
}

/**
 * Sees to it that the named needs are met. Installs by itself only as root on Debian and only in CI or when told
 * `yes`; otherwise returns the sentence that names what to install. Returns null when nothing is missing.
 */
export async function ensureSystem(names, { yes = false } = {}) {
  if (!isDebian()) return describeElsewhere(names);
  const missing = missingPackages(names);
  if (missing.length === 0) return null;
  if (!isRoot() || !(ci || yes)) {
    const list = missing.map((choice) => choice.split('|').pop()).join(' ');
    return `Not installed: ${list}. Install with: sudo apt-get install ${list}${isRoot() ? ' (or run again with -- --yes)' : ''}`;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say(`Installing ${missing.map((choice) => choice.split('|').pop()).join(' ')} ...`);
  const install = () =>
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing.map(available)], { env });
  // A fresh image has no package lists; an old one has stale ones. Refresh once, then install.
  await run('apt-get', ['update', '-q'], { env });
  const { code, out } = await install();
  if (code === 0) return null;
  say(out.trim().split('\n').slice(-5).join('\n'));
  return 'apt-get could not install what the tests need; its last lines are above.';
}

function describeElsewhere(names) {
  if (names.includes('chromium') && findChromium() === null) {
    return 'No Chromium or Chrome was found. Install one, or set GANTRY_CHROMIUM to its path.';
  }
  if (names.includes('java') && !needs.java.present())
    return 'Java 17 and Maven are needed for a real broker. Install both.';
  return null;
}

/** The same, as a Stop where the caller cannot go on without. */
export async function requireSystem(names, options) {
  const sentence = await ensureSystem(names, options);
  if (sentence) throw new Stop(sentence);
}
