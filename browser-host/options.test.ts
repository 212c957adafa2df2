import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PORT, dataFolder, readOptions } from './options.ts';

describe('readOptions', () => {
  it('has defaults', () => {
    expect(readOptions([])).toEqual({ port: DEFAULT_PORT, open: true, sandbox: false });
  });

  it('reads every flag', () => {
    expect(readOptions(['--port', '0', '--no-open', '--sandbox', '--library', '/a/b'])).toEqual({
      port: 0,
      open: false,
      sandbox: true,
      libraryDir: path.resolve('/a/b'),
    });
  });

  it.each([
    [['--port', '70000']],
    [['--port', 'x']],
    [['--port', '-1']],
    [['--prot', '1']],
    [['--port']],
    [['extra']],
  ])('refuses %j with one line that tells the usage', (args) => {
    expect(() => readOptions(args)).toThrow(/^[^\n]*Usage: [^\n]*$/);
  });
});

describe('dataFolder', () => {
  it('is GANTRY_HOME, else the folder Electron would take', () => {
    expect(dataFolder({ GANTRY_HOME: '/data' }, 'linux', '/home/k')).toBe('/data');
    expect(dataFolder({ GANTRY_HOME: '' }, 'linux', '/home/k')).toBe('/home/k/.config/Gantry');
    expect(dataFolder({ XDG_CONFIG_HOME: '/cfg' }, 'linux', '/home/k')).toBe('/cfg/Gantry');
    expect(dataFolder({}, 'darwin', '/Users/k')).toBe('/Users/k/Library/Application Support/Gantry');
  });
});
