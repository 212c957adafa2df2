import { type Bridge, PRELOAD_KEY, type PreloadApi } from '../../core/contract/bridge.ts';
import { electronBridge } from './electron-bridge.ts';
import { socketBridge } from './socket-bridge.ts';

/** The host this page was given by: Electron's preload if there is one, else the server it was loaded from. */
export function connect(): Bridge {
  const api = (window as unknown as Record<string, PreloadApi | undefined>)[PRELOAD_KEY];
  if (api !== undefined) return electronBridge(api);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return socketBridge(`${scheme}://${location.host}/link`);
}
