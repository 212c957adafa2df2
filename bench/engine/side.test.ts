import { afterEach, describe, expect, it } from 'vitest';
import { Side } from './side.ts';

const ECHO = `
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const [run, count] = line.split(' ');
    if (run === 'end') process.exit(3);
    console.log(JSON.stringify(run === 'fail' ? { error: 'not stored' } : { perSecond: Number(count) }));
  });`;

let side: Side;
afterEach(() => side.end());

describe('a side', () => {
  it('answers each run with its figures, and fails those that fail there', async () => {
    side = new Side('echo', process.execPath, ['-e', ECHO]);
    expect(await side.run(['sync', 7])).toEqual({ perSecond: 7 });
    await expect(side.run(['fail', 1])).rejects.toThrow('echo, fail 1: not stored');
    expect(await side.run(['sync', 8])).toEqual({ perSecond: 8 });
  });

  it('fails the run during which it ends, and every one after', async () => {
    side = new Side('echo', process.execPath, ['-e', ECHO]);
    await expect(side.run(['end'])).rejects.toThrow('echo ended with 3');
    await expect(side.run(['sync', 1])).rejects.toThrow('not running');
  });

  it('fails when its program is not there', async () => {
    side = new Side('nobody', 'gantry-no-such-program', []);
    await expect(side.run(['sync', 1])).rejects.toThrow('ENOENT');
  });
});
