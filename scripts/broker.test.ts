import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Runs the script as a person would; what is refused here never comes as far as Java. */
function broker(...args: string[]) {
  const script = join(import.meta.dirname, 'broker.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('npm run broker', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['begin', '5.3.3']],
    ['a name of every object', ['toString']],
    ['no version', ['start']],
    ['an unknown version', ['start', '1.2.3']],
    ['no version for mqadmin', ['admin']],
    ['an unknown option', ['start', '5.3.3', '--port', '1']],
  ])('tells its usage for %s', (_, args) => {
    const { status, stdout, stderr } = broker(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('npm run broker -- start VERSION');
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['65535 is not a port.', ['--broker-port', '65535']],
    ['2 is not a port.', ['--broker-port', '2']],
    ['ten is not a port.', ['--name-server-port', 'ten']],
    ['--conf =1 is not key=value.', ['--conf', '=1']],
    ['--system tls is not key=value.', ['--system', 'tls']],
    ['--file no/such.yml cannot be read.', ['--file', 'no/such.yml']],
    ['--access-key and --secret-key go together.', ['--access-key', 'a']],
  ])('says that %s', (sentence, args) => {
    expect(broker('start', '5.3.3', ...args)).toEqual({ status: 1, stdout: '', stderr: `${sentence}\n` });
  });

  it.each(['kill', 'restart-broker', 'admin'])('has nothing to %s where nothing runs', (command) => {
    expect(broker(command, '0.0.0')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'No RocketMQ 0.0.0 runs here.\n',
    });
  });

  it('does not fail where there is nothing to stop', () => {
    expect(broker('stop', '0.0.0')).toEqual({ status: 0, stdout: '', stderr: 'No broker runs here.\n' });
  });
});
