import { create } from 'zustand';
import { useUi } from '../../store/ui-store.ts';

export type InspectorPart = 'body' | 'properties' | 'life' | 'raw';

/** The inspector's tab: it stays while the cursor moves on, and from page to page. */
export const useInspectorPart = create<{ part: InspectorPart }>()(() => ({ part: 'body' }));

/** Chooses the tab, and opens the inspector where it is closed. */
export function showPart(part: InspectorPart): void {
  useInspectorPart.setState({ part });
  const { inspectorOpen, inspectorToggled } = useUi.getState();
  if (!inspectorOpen) inspectorToggled();
}
