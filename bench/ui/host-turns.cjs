/** Loaded before a host: writes down each turn of its event loop over 50 ms, as a line `end duration` (ms) in its data folder. */
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

const LOOK_EVERY_MS = 10;
const LONG_MS = 50;
const file = join(process.env.GANTRY_HOME, 'long-turns');
let before = performance.now();
setInterval(() => {
  const now = performance.now();
  const turnMs = now - before - LOOK_EVERY_MS;
  before = now;
  if (turnMs > LONG_MS) appendFileSync(file, `${Date.now()} ${Math.round(turnMs)}\n`);
}, LOOK_EVERY_MS).unref();
