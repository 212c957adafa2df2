import { existsSync } from 'node:fs';

/** Whether a window can be shown here. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** A command line that runs with a display: as it is, or inside a virtual one. Null where neither is to be had. */
export function withDisplay(command, args) {
  if (hasDisplay()) return { command, args };
  if (!existsSync('/usr/bin/xvfb-run')) return null;
  return { command: '/usr/bin/xvfb-run', args: ['-a', '-s', '-screen 0 1600x1000x24', command, ...args] };
}
