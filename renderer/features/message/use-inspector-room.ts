import { useEffect, useRef } from 'react';
import { useNarrow } from '../../store/narrow.ts';
import { useUi } from '../../store/ui-store.ts';

/** In a narrow window the inspector would lie over the decisions, so it waits there to be asked for. */
export function useInspectorRoom(): void {
  const narrow = useNarrow();
  const closedHere = useRef(false);
  useEffect(() => {
    const { inspectorOpen, inspectorToggled } = useUi.getState();
    if (narrow === inspectorOpen && (narrow || closedHere.current)) inspectorToggled();
    closedHere.current = narrow && inspectorOpen;
  }, [narrow]);
}
