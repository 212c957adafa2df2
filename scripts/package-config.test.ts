import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** What a packed app is made by, as electron-builder itself reads and checks it. */
const root = fileURLToPath(new URL('..', import.meta.url));
// A part of electron-builder, and no dependency of ours.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config.js') as {
  getConfig(projectDir: string, configPath: null, fromOptions: object): Promise<Config>;
  validateConfiguration(config: Config, debugLogger: { isEnabled: boolean }): Promise<void>;
};

interface Targets {
  target: { target: string }[];
}

interface Config {
  asar: boolean;
  files: unknown[];
  electronFuses: Record<string, boolean>;
  extraMetadata: { homepage?: string };
  linux: Targets & { maintainer?: string };
  mac: Targets;
  win: Targets;
}

const config = await getConfig(root, null, {});
const validate = (changed: object): Promise<void> =>
  validateConfiguration({ ...config, ...changed }, { isEnabled: false });

describe('the configuration of packages', () => {
  it('is one that electron-builder takes', async () => {
    await validate({});
    await expect(validate({ electronFuse: {} })).rejects.toThrow(/unknown property/);
    await expect(validate({ electronFuses: { runAsNode: 'no' } })).rejects.toThrow(/runAsNode/);
  });

  it('names every installer of every platform', () => {
    const targets = ({ target }: Targets): string[] => target.map((one) => one.target);
    expect(targets(config.linux)).toEqual(['AppImage', 'deb', 'tar.gz']);
    expect(targets(config.mac)).toEqual(['dmg', 'zip']);
    expect(targets(config.win)).toEqual(['nsis', 'zip']);
  });

  it('names what a Debian package must name', () => {
    expect(config.linux.maintainer).toMatch(/ <\S+@\S+>$/);
    expect(config.extraMetadata.homepage).toMatch(/^https:/);
  });

  it('leaves only the archive of the app to be run by the packed binary', () => {
    expect(config.asar).toBe(true);
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('packs neither the browser host nor anybody’s modules', () => {
    expect(JSON.stringify(config.files)).toContain('!out/main/{browser-host,sandbox}.cjs');
    expect(JSON.stringify(config.files)).toContain('!node_modules/**');
  });
});

it('every version is exact, and the lock file has the hash of each package', () => {
  const read = (name: string) => JSON.parse(readFileSync(`${root}${name}`, 'utf8'));
  const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const { packages } = read('package-lock.json') as {
    packages: Record<string, { integrity?: string; inBundle?: boolean }>;
  };
  const unproved = Object.entries(packages).filter(
    ([path, { integrity, inBundle }]) => path !== '' && integrity === undefined && inBundle !== true,
  );
  expect(unproved.map(([path]) => path)).toEqual([]);
});
