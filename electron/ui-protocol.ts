import { protocol } from 'electron';
import { type Asset, serveAsset } from '../core/assets.ts';

export const UI_SCHEME = 'app';
export const UI_HOST = 'ui';
export const UI_URL = `${UI_SCHEME}://${UI_HOST}/`;

/** Before `ready`: gives app://ui an origin of its own, secure, with fetch. */
export function declareUiScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: UI_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** After `ready`: serves the window's files from `root`. `protocol.handle` exists since Electron 25. */
export function serveUi(root: string): void {
  const answer = (url: string): Promise<Asset> => {
    const { host, pathname } = new URL(url);
    return serveAsset(root, host === UI_HOST ? pathname : '');
  };
  if (typeof protocol.handle === 'function') {
    protocol.handle(UI_SCHEME, async (request) => {
      const { status, headers, body } = await answer(request.url);
      return new Response(new Uint8Array(body), { status, headers });
    });
    return;
  }
  protocol.registerBufferProtocol(UI_SCHEME, (request, callback) => {
    void answer(request.url).then(({ status, headers, body }) => {
      const mimeType = headers['content-type']?.split(';')[0];
      callback({ statusCode: status, headers, mimeType, charset: 'utf-8', data: body });
    });
  });
}
