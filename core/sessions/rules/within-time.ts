import { createContext, Script } from 'node:vm';

const script = new Script('run()');
const context = createContext({});

/** Runs `work`, which must be safe to break off anywhere, as a pattern that never ends is. false: it took longer. */
export function withinTime(timeoutMs: number, work: () => void): boolean {
  context.run = work;
  try {
    script.runInContext(context, { timeout: timeoutMs });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  } finally {
    context.run = undefined;
  }
}
