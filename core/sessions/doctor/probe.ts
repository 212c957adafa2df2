import type { HostClock, Timer } from '../../clock.ts';
import type { Dialler } from '../../remoting/dial.ts';

/** Source: NettySystemConfig.connectTimeoutMillis. */
const PROBE_TIMEOUT_MS = 3_000;

/**
 * Opens a connection and ends it at once. Undefined: it opened; else the reason, as `params.reason` of a CONNECT error.
 * Ends after 3 s (`timeout`), and with `cancelled` as soon as `signal` says so. Never rejects.
 */
export function probe(
  dial: Dialler,
  address: string,
  { clock, signal }: { clock: HostClock; signal: AbortSignal },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve('cancelled');
    const { socket, openEvent, reason } = dial(address, () => {});
    let deadline: Timer | undefined;
    const end = (result: string | undefined): void => {
      deadline?.cancel();
      signal.removeEventListener('abort', onAbort);
      resolve(result);
      socket.destroy();
    };
    const onAbort = (): void => end('cancelled');
    deadline = clock.setTimeout(() => end('timeout'), PROBE_TIMEOUT_MS);
    signal.addEventListener('abort', onAbort);
    socket.on(openEvent, () => end(undefined));
    socket.on('error', (error) => end(reason(error)));
    socket.on('close', () => end(reason()));
  });
}
