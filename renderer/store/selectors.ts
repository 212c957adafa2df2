import type { ProfileView } from '../../core/contract/views.ts';
import { useHost } from './host-store.ts';
import type { Tab } from './tabs.ts';
import { useUi } from './ui-store.ts';

/** The connection chosen in the switcher, if it is still open. */
export function useActiveProfile(): ProfileView | undefined {
  const profileId = useUi((ui) => ui.activeProfileId);
  return useHost((host) => (profileId === undefined ? undefined : host.profiles[profileId]));
}

export function useActiveTab(): Tab | undefined {
  return useUi((ui) => ui.tabs.find((tab) => tab.id === ui.activeTabId));
}
