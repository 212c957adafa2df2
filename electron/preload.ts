import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_PORT_MESSAGE, PRELOAD_KEY } from '../core/contract/bridge.ts';
import { CALL_CHANNEL, NAMES_ARGUMENT, PORT_CHANNEL } from './channels.ts';

/** The page's own globals that a preload may touch; the project has no DOM types. */
declare const window: {
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};
declare const location: { origin: string };

const namesArgument = process.argv.find((argument) => argument.startsWith(NAMES_ARGUMENT)) ?? NAMES_ARGUMENT;
const names = namesArgument.slice(NAMES_ARGUMENT.length).split(',');

contextBridge.exposeInMainWorld(
  PRELOAD_KEY,
  Object.fromEntries(
    names.map((name) => [name, (input: unknown) => ipcRenderer.invoke(CALL_CHANNEL, name, input)]),
  ),
);

// The event itself stays here: it holds the sender.
ipcRenderer.on(PORT_CHANNEL, (event) => window.postMessage(EVENT_PORT_MESSAGE, location.origin, event.ports));
