import { spawn } from 'node:child_process';
import { root } from './ground.mjs';

/**
 * Runs a program to its end. Resolves with `{code, signal, out, missing}` and never rejects: a program that is not
 * there is a result like any other. `show`: 'live' passes output through and keeps it, 'quiet' only keeps it.
 */
export function run(command, args, { show = 'quiet', timeoutMs = 0, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let out = '';
    let timer;
    const done = (result) => {
      clearTimeout(timer);
      resolve({ out, ...result });
    };
    const take = (stream) => (chunk) => {
      out += chunk;
      if (show === 'live') stream.write(chunk);
    };
    child.stdout?.on('data', take(process.stdout));
    child.stderr?.on('data', take(process.stderr));
    child.on('error', () => done({ code: 127, signal: null, missing: true }));
    child.on('close', (code, signal) => done({ code: code ?? 1, signal, missing: false }));
    if (timeoutMs > 0) timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  });
}

/**
 * Hands the terminal over to a program and ends as it ends. A SIGTERM meant for us reaches it; Ctrl+C reaches it
 * by itself when there is a terminal, since the terminal sends it to both.
 */
export function become(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const forward = (signal) => () => child.kill(signal);
    process.on('SIGTERM', forward('SIGTERM'));
    process.on('SIGHUP', forward('SIGHUP'));
    process.on('SIGINT', process.stdin.isTTY ? () => {} : forward('SIGINT'));
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) =>
      resolve(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)),
    );
  });
}

/** npm's own waits between tries add up to more than a minute where there is no network at all. */
const patience = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

/** npm as a program to spawn: through the running Node where npm tells its path, since `npm.cmd` needs a shell. */
export function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js'))
    return { command: process.execPath, args: [cli, ...args, ...patience], options: {} };
  return { command: 'npm', args: [...args, ...patience], options: { shell: process.platform === 'win32' } };
}
