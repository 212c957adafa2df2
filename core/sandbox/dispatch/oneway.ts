import { FLAG_ONEWAY, OUR_LANGUAGE, OUR_VERSION } from '../../protocol/codes.ts';
import type { EncodedRequest } from '../../protocol/define-request.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';

let opaque = 0;

/** A request of the broker's own that nobody answers. */
export function sendOneway(connection: ServedConnection, { code, extFields, body }: EncodedRequest): void {
  opaque = (opaque + 1) & 0x7fff_ffff;
  const flag = FLAG_ONEWAY;
  connection.send({ code, opaque, flag, language: OUR_LANGUAGE, version: OUR_VERSION, extFields, body });
}
