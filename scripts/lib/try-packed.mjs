import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDisplay } from './display.mjs';
import { Stop } from './ground.mjs';

/** From the start of the process to a usable window. */
const USABLE_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 200;

/**
 * Starts a packed app once, on a data folder of its own, until its window is usable; then ends it. Playwright cannot drive
 * an app whose inspect fuse is off: the page is asked through Chromium's own port. Throws Stop.
 */
export async function tryPacked(program) {
  const home = mkdtempSync(join(tmpdir(), 'gantry-packed-'));
  // Chromium refuses its sandbox to root, and as another user it needs a helper that only an installer can set up.
  const args = ['--no-sandbox', '--remote-debugging-port=0'];
  const command = withDisplay(program, args);
  if (command === null) throw new Stop('There is no display, and no xvfb-run to make one.');
  const child = spawn(command.command, command.args, {
    env: { ...process.env, GANTRY_HOME: home },
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await usable(join(home, 'chromium', 'DevToolsActivePort'), child);
  } finally {
    // The whole group: xvfb-run passes no signal on.
    if (child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
}

/** Resolves when the window has marked its page ready. */
async function usable(portFile, child) {
  const until = Date.now() + USABLE_WITHIN_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Stop(`The packed app ended with ${child.exitCode}.`);
    if (existsSync(portFile)) {
      const [port] = readFileSync(portFile, 'utf8').split('\n');
      if ((await readyMark(port)) === 'true') return;
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Stop(`The packed app showed no usable window within ${USABLE_WITHIN_MS / 1_000} s.`);
}

/** The page's `data-ready`, or undefined while there is no page. */
async function readyMark(port) {
  const pages = await fetch(`http://127.0.0.1:${port}/json/list`).then(
    (answer) => answer.json(),
    () => [],
  );
  const page = pages.find(({ type, url }) => type === 'page' && url.startsWith('app://ui'));
  if (page === undefined) return undefined;
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  try {
    return await new Promise((resolve) => {
      socket.onopen = () =>
        socket.send(
          JSON.stringify({
            id: 1,
            method: 'Runtime.evaluate',
            params: { expression: 'document.documentElement.dataset.ready' },
          }),
        );
      socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)).result?.result?.value);
      socket.onerror = () => resolve(undefined);
      setTimeout(() => resolve(undefined), 2_000).unref();
    });
  } finally {
    socket.close();
  }
}
