import { useHost } from '../../store/host-store.ts';
import { startSandboxWork } from './start-sandbox.ts';

const PARAMETER = 'sandbox';

/**
 * What `--sandbox` asks for by `?sandbox=1` in the window's address: as the button on Home, unless a sandbox runs already.
 * The parameter goes, so that a reload asks for nothing.
 */
export async function startAskedSandbox(): Promise<void> {
  const address = new URL(location.href);
  if (address.searchParams.get(PARAMETER) !== '1') return;
  address.searchParams.delete(PARAMETER);
  history.replaceState(history.state, '', address);
  const { app, profiles } = useHost.getState();
  if (Object.values(profiles).some(({ kind }) => kind === 'sandbox')) return;
  try {
    await startSandboxWork(app?.userName ?? 'me');
  } catch {
    // The button on Home is still there, and says why when it is pressed.
  }
}
