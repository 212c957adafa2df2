import { useCallback, useEffect, useRef, useState } from 'react';
import type { ComparisonView } from '../../../../core/contract/ack-view.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { useHost } from '../../../store/host-store.ts';

const AT_LEAST_EVERY_MS = 1_000;
/** The host compares for a tenth of the time at most. */
const SHARE = 10;

interface Comparison {
  view: ComparisonView | undefined;
  error: ErrorData | undefined;
  refresh(): void;
}

/** Compares now, and again after something happened to either consumer's rows. */
export function useComparison(firstId: number, secondId: number): Comparison {
  const [view, setView] = useState<ComparisonView>();
  const [error, setError] = useState<ErrorData>();
  const version = useHost(
    ({ consumers }) => `${consumers[firstId]?.version} ${consumers[secondId]?.version}`,
  );
  const compared = useRef<string>(undefined);
  const [due, setDue] = useState(true);

  const run = useCallback(async (): Promise<void> => {
    try {
      setView(await call('compare.run', { firstId, secondId }));
      setError(undefined);
    } catch (caught) {
      setError(errorData(caught));
    }
  }, [firstId, secondId]);

  useEffect(() => {
    if (!due || compared.current === version) return;
    compared.current = version;
    setDue(false);
    void run();
  }, [due, version, run]);
  useEffect(() => {
    if (due) return;
    const timer = setTimeout(() => setDue(true), Math.max(AT_LEAST_EVERY_MS, (view?.tookMs ?? 0) * SHARE));
    return () => clearTimeout(timer);
  }, [due, view]);

  return { view, error, refresh: () => void run() };
}
