import type { Bridge } from '../../core/contract/bridge.ts';
import { call } from '../bridge/call.ts';
import { windowId } from '../bridge/window-id.ts';
import { useHost } from './host-store.ts';
import { restoreDrafts } from './keep-drafts.ts';
import { restoreWindow } from './keep-window.ts';
import { prefsTold } from './prefs.ts';
import { useUi } from './ui-store.ts';

/**
 * Opens this window at the host, applies every event, and opens again whenever the link comes back. `onOpened` runs each
 * time, when everything is known and the last window's work is back.
 */
export function followHost(bridge: Bridge, onOpened: () => Promise<void>): void {
  bridge.listen((message) => {
    useHost.getState().eventReceived(message);
    if (message.event === 'consumer.removed') tellTabs();
    if (message.event === 'prefs.changed') prefsTold(message.data);
  });
  bridge.onLink((up) => {
    useHost.getState().linkChanged(up);
    if (up) void open(onOpened);
  });
  void open(onOpened);
}

async function open(onOpened: () => Promise<void>): Promise<void> {
  try {
    const app = await call('app.open', { windowId: windowId() });
    const [consumers, prefs, ...sent] = await Promise.all([
      call('consumer.list', {}),
      call('prefs.read', {}),
      ...app.profiles.map(({ profileId }) => call('history.list', { profileId })),
    ]);
    prefsTold(prefs);
    useHost.getState().opened(app, consumers, sent.flat());
    const { activeProfileId, profileChosen } = useUi.getState();
    if (!app.profiles.some(({ profileId }) => profileId === activeProfileId))
      profileChosen(app.profiles[0]?.profileId);
    tellTabs();
    await restoreDrafts();
    await restoreWindow();
    useHost.setState({ workIsBack: true });
    for (const run of await call('send.run.list', {})) useHost.getState().runReceived(run);
    await onOpened();
  } catch {
    // The link is down (the bridge says so and opens again); what was known stays on the screen.
    useHost.getState().linkChanged(false);
  }
}

function tellTabs(): void {
  useUi.getState().consumersKnown(Object.keys(useHost.getState().consumers).map(Number));
}
