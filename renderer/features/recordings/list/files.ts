import { MAX_RECORDING_BYTES, RECORDING_PART_BYTES } from '../../../../core/contract/recordings.ts';
import { call } from '../../../bridge/call.ts';
import { openFile } from '../../../bridge/open-file.ts';
import { saveFile } from '../../../bridge/save-file.ts';
import { showToast } from '../../../components/toast.tsx';
import { text } from '../../../i18n/i18n.ts';

/** Hands the person the file as it is. Throws WindowError. */
export async function exportRecording(name: string): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; ; ) {
    const part = await call('recording.export', { name, at });
    if (part.length === 0) break;
    parts.push(new Uint8Array(part));
    at += part.length;
  }
  saveFile(`${name}.ndjson`, parts, 'application/x-ndjson');
}

/** Of a file that is taken in: one that Gantry wrote is smaller. */
export const MAX_IMPORT_BYTES = 2 * MAX_RECORDING_BYTES;

/**
 * Takes in a file that the person chooses; what of it is no recording shows when it is opened. Throws WindowError, and a
 * RangeError for one above MAX_IMPORT_BYTES.
 */
export async function importRecording(): Promise<void> {
  const file = await openFile({ accept: '.ndjson', maxBytes: MAX_IMPORT_BYTES });
  if (file === undefined) return;
  let name = file.name;
  for (let at = 0; at === 0 || at < file.bytes.length; at += RECORDING_PART_BYTES) {
    const bytes = file.bytes.subarray(at, at + RECORDING_PART_BYTES);
    const last = at + RECORDING_PART_BYTES >= file.bytes.length;
    name = await call('recording.import', { name, at, bytes, last });
  }
  showToast(text('recordings.taken', { name }));
}
