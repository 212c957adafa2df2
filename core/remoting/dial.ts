import { Buffer } from 'node:buffer';
import { connect, type Socket } from 'node:net';
import { splitAddress } from '../model/address.ts';
import { connectReason } from './connect-reason.ts';

/** Room for some pull replies: what asks for more after each of them leaves in one write. */
const RECEIVE_BUFFER_BYTES = 256 * 1024;

/** A socket on its way to an address. */
export interface Dial {
  readonly socket: Socket;
  /** Emitted once frames may be written. */
  readonly openEvent: 'connect' | 'secureConnect';
  /** Why it did not open, for `params.reason` of a CONNECT error. Without an error the other end closed it. */
  reason(error?: Error): string;
}

/** Begins to open a connection to `host:port`. `onBytes` gets what arrives; the memory is used again after it returns. */
export type Dialler = (address: string, onBytes: (bytes: Uint8Array) => void) => Dial;

export const dialPlain: Dialler = (address, onBytes) => ({
  socket: connect({
    ...splitAddress(address),
    onread: {
      buffer: Buffer.allocUnsafeSlow(RECEIVE_BUFFER_BYTES),
      callback: (bytes, buffer) => {
        onBytes(buffer.subarray(0, bytes));
        return true;
      },
    },
  }),
  openEvent: 'connect',
  reason: (error) => (error === undefined ? 'reset' : connectReason(error)),
});
