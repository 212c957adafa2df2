/** One remoting command, request or response, as it stands on the wire. Source: RemotingCommand.java. */
export interface Command {
  code: number;
  opaque: number;
  /** FLAG_RESPONSE, FLAG_ONEWAY bits. */
  flag: number;
  language: string;
  version: number;
  remark?: string;
  /** Values are always text; numbers some clients write are turned into text on decode. */
  extFields: Record<string, string>;
  /** Empty when the frame has none. */
  body: Uint8Array;
}

export const EMPTY_BODY = new Uint8Array(0);
