/**
 * Gantry, which waits with its first window until Playwright is attached: one that opens while it attaches may leave it
 * waiting for ever. Playwright's own loader does so by the same name; it is left out where the path of an Electron is
 * given, and it would change Chromium's switches too.
 */
const { app } = require('electron');

const ready = app.whenReady();
let attached;
const whenAttached = new Promise((resolve) => {
  attached = resolve;
});
app.whenReady = () => whenAttached.then(() => ready);
globalThis.__playwright_run = () => attached();

if (process.env.GANTRY_E2E_KEYCHAIN === 'reversible') require('./reversible-keychain.cjs');
require('../../../out/main/electron.cjs');
