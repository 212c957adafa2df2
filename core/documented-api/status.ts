import { CSendStatus, CStatus } from '../model/documented-status.ts';
import { GantryError } from '../model/error.ts';
import type { SendStatus } from '../model/send.ts';

/** The status of a call that has no other result. Throws what `run` throws, but for NULL_POINTER. */
export function statusOf(run: () => void): CStatus {
  try {
    run();
    return CStatus.OK;
  } catch (error) {
    return nullPointerStatus(error);
  }
}

/** As statusOf. */
export async function statusOfAsync(run: () => Promise<void>): Promise<CStatus> {
  try {
    await run();
    return CStatus.OK;
  } catch (error) {
    return nullPointerStatus(error);
  }
}

function nullPointerStatus(error: unknown): CStatus {
  if (error instanceof GantryError && error.data.code === 'NULL_POINTER') return CStatus.NULL_POINTER;
  throw error;
}

/** By name: the numbers of the wire are in another order. */
export const SEND_STATUS_NUMBER: Record<SendStatus, CSendStatus> = {
  SEND_OK: CSendStatus.E_SEND_OK,
  FLUSH_DISK_TIMEOUT: CSendStatus.E_SEND_FLUSH_DISK_TIMEOUT,
  FLUSH_SLAVE_TIMEOUT: CSendStatus.E_SEND_FLUSH_SLAVE_TIMEOUT,
  SLAVE_NOT_AVAILABLE: CSendStatus.E_SEND_SLAVE_NOT_AVAILABLE,
};
