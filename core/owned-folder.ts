import fs from 'node:fs';
import path from 'node:path';

/** A folder on disk, owned by one process at a time. */
export interface DataFolder {
  dir: string;
  /** false: another living process holds it; nothing may be written. */
  writable: boolean;
  release(): void;
}

const LOCK = 'lock';

/**
 * Opens `dir` (made when missing) and takes its lock file, which holds the owner's process id. A lock whose process is
 * gone (crash, power cut) is taken over.
 */
export function openDataFolder(dir: string): DataFolder {
  fs.mkdirSync(dir, { recursive: true });
  const file = path.join(dir, LOCK);
  const writable = takeLock(file);
  return {
    dir,
    writable,
    release() {
      if (writable && readOwner(file) === process.pid) fs.rmSync(file, { force: true });
    },
  };
}

function takeLock(file: string): boolean {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner)) return false;
    fs.rmSync(file, { force: true });
  }
  return false;
}

function readOwner(file: string): number | undefined {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
