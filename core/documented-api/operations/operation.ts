import type { ErrorCode } from '../../model/error.ts';

/** What is to be told of one documented function. Its parameters and their types are in the contract. */
export interface Operation {
  group: 'message' | 'producer' | 'push consumer' | 'other';
  /** What it is for, after the document. */
  meaning: { zh: string; en: string };
  /** What a program gets; where it is a promise, what that resolves with. */
  returns: string;
  /** What it throws, or rejects with: of INPUT and STATE the fields and rules. */
  errors: Partial<Record<ErrorCode, string>>;
  /** Names of the requests it leads to, as in RequestCode.java. */
  wire: readonly string[];
  /** From the native library, and why; '' = none. */
  difference: string;
}

export const CSTATUS = 'CStatus';
export const CSTATUS_LATER = 'promise of CStatus';

/** What every setter of a producer or consumer throws once that was started. */
export const LATE_SETTER = 'afterStart';
