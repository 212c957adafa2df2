import { useState } from 'react';
import type { ErrorData } from '../../core/model/error.ts';
import { errorData } from '../bridge/window-error.ts';

/** Acts of a form, one at a time. */
export interface Attempt {
  busy: boolean;
  /** Why the last act failed, until it is cleared or another one begins. */
  error: ErrorData | undefined;
  clear(): void;
  /** Does nothing while one is under way. Never rejects. */
  attempt(act: () => Promise<void>): Promise<void>;
}

export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorData>();
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await act();
    } catch (caught) {
      setError(errorData(caught));
    }
    setBusy(false);
  };
  return { busy, error, clear: () => setError(undefined), attempt };
}
