import { readFileSync } from 'node:fs';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { inRoot, Stop } from './ground.mjs';

/** `  runAsNode: false` below `electronFuses:`, the last part of electron-builder.yml. */
const FUSE = /^ {2}(\w+): (true|false)$/gm;

/** Reads the fuses out of a packed program: each that electron-builder.yml names and this Electron has. Throws Stop. */
export async function checkFuses(program) {
  const [, text = ''] = readFileSync(inRoot('electron-builder.yml'), 'utf8').split('electronFuses:\n');
  const wire = await getCurrentFuseWire(program);
  const wrong = [...text.matchAll(FUSE)].filter(([, name, value]) => {
    const state = wire[FuseV1Options[name[0].toUpperCase() + name.slice(1)]];
    return state !== undefined && state !== (value === 'true' ? FuseState.ENABLE : FuseState.DISABLE);
  });
  if (wrong.length > 0) throw new Stop(`Not as electron-builder.yml has it:${wrong.map(([line]) => line)}`);
}
