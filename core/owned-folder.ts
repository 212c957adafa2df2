import fs from 'node:fs';
import path from 'node:path';
import { processStart } from './process-start.ts';

/** A file of the folder that cannot be read, or lags behind; `code`: the system's. `written`: it lags no more. */
export type FileTrouble =
  | { kind: 'fileUnreadable' | 'fileNotWritten'; fileName: string; code: string }
  | { kind: 'written'; fileName: string };

/** A folder on disk, owned by one process at a time. */
export interface DataFolder {
  dir: string;
  /** false: another living process holds it; nothing may be written. */
  writable: boolean;
  onTrouble?: (trouble: FileTrouble) => void;
  release(): void;
}

const LOCK = 'lock';

/**
 * Opens `dir` (made when missing) and takes its lock file, which holds the owner's process id and when that process
 * started. A lock whose process is gone (crash, power cut) is taken over, whoever has its id now.
 */
export function openDataFolder(
  dir: string,
  onTrouble: (trouble: FileTrouble) => void = () => undefined,
): DataFolder {
  fs.mkdirSync(dir, { recursive: true });
  const file = path.join(dir, LOCK);
  const writable = takeLock(file);
  return {
    dir,
    writable,
    onTrouble,
    release() {
      if (writable && readLock(file) === ownLock()) fs.rmSync(file, { force: true });
    },
  };
}

function takeLock(file: string): boolean {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      fs.writeFileSync(file, ownLock(), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
    if (isHeld(readLock(file))) return false;
    fs.rmSync(file, { force: true });
  }
  return false;
}

function ownLock(): string {
  return `${process.pid} ${processStart(process.pid)}`;
}

/** '' when there is none. */
function readLock(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isHeld(lock: string): boolean {
  const [id, start] = lock.split(' ', 2);
  const pid = Number(id);
  if (pid === process.pid) return lock === ownLock();
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const startedNow = processStart(pid);
  // Locks of earlier versions do not say, and not every system tells it of another process.
  return start === undefined || startedNow === undefined || start === startedNow;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
