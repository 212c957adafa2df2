import { useState } from 'react';
import type { ErrorData } from '../../../../core/model/error.ts';
import { errorData } from '../../../bridge/window-error.ts';

/** One question to the host from a dialog: what it refused stays in the dialog, else the dialog closes. */
export function useAsking(onClose: () => void) {
  const [error, setError] = useState<ErrorData>();
  const ask = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      // `false`: the dialog has become another one.
      if ((await work()) !== false) onClose();
    } catch (caught) {
      setError(errorData(caught));
    }
  };
  return { error, clear: () => setError(undefined), ask: (work: () => Promise<unknown>) => void ask(work) };
}
