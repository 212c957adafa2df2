import type { Page } from '@playwright/test';
import type { Answer } from '../../core/contract/answer.ts';
import { PRELOAD_KEY } from '../../core/contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../core/contract/contract.ts';

/** Asks a page's host past the page: what the engine says, to hold what the window shows against. */
export async function askHost<N extends CallName>(
  page: Page,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const answer = (await page.evaluate(askInPage, { name, input, preloadKey: PRELOAD_KEY })) as Answer<
    CallOutput<N>
  >;
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

/** Runs in the page, so it is whole in itself: through the preload, or over a socket of its own to the browser host. */
async function askInPage(request: { name: string; input: unknown; preloadKey: string }): Promise<unknown> {
  type Api = Record<string, (input: unknown) => Promise<unknown>>;
  const api = (globalThis as unknown as Record<string, Api | undefined>)[request.preloadKey];
  const ask = api?.[request.name];
  if (ask !== undefined) return await ask(request.input);
  const socket = new WebSocket(`ws://${location.host}/link`);
  socket.binaryType = 'arraybuffer';
  const frame = (value: object): Uint8Array<ArrayBuffer> => {
    const json = new TextEncoder().encode(JSON.stringify(value));
    const bytes = new Uint8Array(4 + json.length);
    new DataView(bytes.buffer).setUint32(0, json.length);
    bytes.set(json, 4);
    return bytes;
  };
  return await new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error('no link to the host'));
    socket.onopen = () =>
      socket.send(frame({ id: 1, call: 'app.open', input: { windowId: 'bench-observer' } }));
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      const length = new DataView(data).getUint32(0);
      const message = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
      if (message.id === 1) socket.send(frame({ id: 2, call: request.name, input: request.input }));
      if (message.id !== 2) return;
      resolve(message.answer);
      socket.close();
    };
  });
}
