import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { SYS_FLAG_ZLIB } from '../protocol/inflate.ts';
import { SYS_FLAG_COMPRESSED } from '../protocol/message-codec.ts';

/** Source: DefaultMQProducer.compressMsgBodyOverHowmuch. */
const COMPRESS_FROM_BYTES = 4_096;
/** Source: MessageSysFlag, CompressorFactory: `rocketmq.message.compressLevel`. */
const LEVEL = 5;

const deflated = promisify(deflate);

interface WireBody {
  body: Uint8Array;
  /** The bits that say how `body` is stored; 0 when it is as given. */
  sysFlag: number;
}

/**
 * The body as it goes out: from COMPRESS_FROM_BYTES zlib, unless that is no smaller. Runs off the loop's thread, so that
 * a body of some MiB holds nobody else up.
 */
export function compressBody(body: Uint8Array): WireBody | Promise<WireBody> {
  return body.length < COMPRESS_FROM_BYTES ? { body, sysFlag: 0 } : smallerBody(body);
}

async function smallerBody(body: Uint8Array): Promise<WireBody> {
  const smaller = await deflated(body, { level: LEVEL });
  return smaller.length < body.length
    ? { body: smaller, sysFlag: SYS_FLAG_COMPRESSED | SYS_FLAG_ZLIB }
    : { body, sysFlag: 0 };
}
