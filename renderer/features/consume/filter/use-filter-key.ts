import type { RefObject } from 'react';
import { useKeys } from '../../../keys/use-keys.ts';

/** F and / lead to the filter. */
export function useFilterKey(field: RefObject<HTMLInputElement | null>): void {
  const run = (): void => field.current?.focus();
  useKeys([
    { key: 'f', label: 'topics.filter', run },
    { key: '/', label: 'topics.filter', run },
  ]);
}
