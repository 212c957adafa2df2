import { useState } from 'react';
import type { DecideMode } from '../../../core/model/consume.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { useHost } from '../../store/host-store.ts';

/** Acts on the consumer as a whole; the last one's error stays until the next. */
export interface Life {
  error: ErrorData | undefined;
  setMode(mode: DecideMode, applyToHeld: boolean): void;
  stop(): void;
  restart(): void;
  remove(): void;
}

export function useLife(consumerId: number): Life {
  const [error, setError] = useState<ErrorData>();
  const act = async (run: () => Promise<void>): Promise<void> => {
    setError(undefined);
    try {
      await run();
    } catch (caught) {
      setError(errorData(caught));
    }
  };
  const received = useHost.getState().consumerReceived;
  return {
    error,
    setMode: (mode, applyToHeld) =>
      void act(async () => received(await call('consumer.mode.set', { consumerId, mode, applyToHeld }))),
    stop: () => void act(async () => received(await call('consumer.stop', { consumerId }))),
    restart: () => void act(async () => received(await call('consumer.restart', { consumerId }))),
    remove: () => void act(async () => void (await call('consumer.remove', { consumerId }))),
  };
}
