/** The enums of the documented API, by their documented names and numbers. Objects: an enum would not survive stripping the types. */
export const CConsumeStatus = { E_CONSUME_SUCCESS: 0, E_RECONSUME_LATER: 1 } as const;
export type CConsumeStatus = (typeof CConsumeStatus)[keyof typeof CConsumeStatus];

/** All four mean *stored*; the last three are not confirmed. */
export const CSendStatus = {
  E_SEND_OK: 0,
  E_SEND_FLUSH_DISK_TIMEOUT: 1,
  E_SEND_FLUSH_SLAVE_TIMEOUT: 2,
  E_SEND_SLAVE_NOT_AVAILABLE: 3,
} as const;
export type CSendStatus = (typeof CSendStatus)[keyof typeof CSendStatus];

export const CStatus = { OK: 0, NULL_POINTER: 1 } as const;
export type CStatus = (typeof CStatus)[keyof typeof CStatus];
