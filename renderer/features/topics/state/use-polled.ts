import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../../../core/contract/contract.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';

export interface Polled<V> {
  /** The last answer; it stays while the next one is read, and when that fails. */
  value: V | undefined;
  error: ErrorData | undefined;
  reading: boolean;
  refresh(): void;
}

/** Asks once, then `everyMs` after each answer while the component is there; a new question when the input changes. */
export function usePolled<N extends CallName>(
  name: N,
  input: CallInput<N>,
  everyMs?: number,
): Polled<CallOutput<N>> {
  const [state, setState] = useState<Omit<Polled<CallOutput<N>>, 'refresh'>>({
    value: undefined,
    error: undefined,
    reading: true,
  });
  const question = JSON.stringify(input);
  const ask = useRef<() => void>(() => undefined);

  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;
    const settle = (patch: Pick<Polled<CallOutput<N>>, 'error'> & { value?: CallOutput<N> }): void => {
      asking = false;
      if (ended) return;
      setState((before) => ({ ...before, ...patch, reading: false }));
      if (everyMs !== undefined) timer = setTimeout(askNow, everyMs);
    };
    const askNow = (): void => {
      clearTimeout(timer);
      if (asking) return;
      asking = true;
      setState((before) => ({ ...before, reading: true }));
      call(name, JSON.parse(question) as CallInput<N>).then(
        (value) => settle({ value, error: undefined }),
        (error) => settle({ error: errorData(error) }),
      );
    };
    ask.current = askNow;
    setState({ value: undefined, error: undefined, reading: true });
    askNow();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [name, question, everyMs]);

  return { ...state, refresh: useCallback(() => ask.current(), []) };
}
