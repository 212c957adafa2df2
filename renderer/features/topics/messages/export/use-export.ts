import { useRef, useState } from 'react';
import type { ExportFormat } from '../../../../../core/contract/browse.ts';
import type { ErrorData } from '../../../../../core/model/error.ts';
import { call } from '../../../../bridge/call.ts';
import { saveFile } from '../../../../bridge/save-file.ts';
import { errorData } from '../../../../bridge/window-error.ts';

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
};

export interface ExportState {
  rowsDone: number;
  rows: number;
  /** Saved; the rows that are not in the file. */
  leftOut?: number;
  error?: ErrorData;
}

export interface RowExport {
  state: ExportState | undefined;
  /** Nothing else is exported meanwhile. */
  running: boolean;
  start(format: ExportFormat, seqs?: number[]): void;
  cancel(): void;
  dismiss(): void;
}

/** The rows a table shows, or some of them, as a file: written by the host in parts, handed to the person as a whole. */
export function useExport(browseId: number | undefined, fileName: string): RowExport {
  const [state, setState] = useState<ExportState>();
  const [running, setRunning] = useState(false);
  const current = useRef<{ exportId?: number; cancelled: boolean }>({ cancelled: false });

  const write = async (format: ExportFormat, seqs: number[] | undefined): Promise<void> => {
    if (browseId === undefined) return;
    const own = { cancelled: false } as { exportId?: number; cancelled: boolean };
    current.current = own;
    const { exportId, rows } = await call('browse.export', {
      browseId,
      format,
      ...(seqs === undefined ? {} : { seqs }),
    });
    own.exportId = exportId;
    setState({ rowsDone: 0, rows });
    const parts: Blob[] = [];
    for (let done = false; !done && !own.cancelled; ) {
      const chunk = await call('browse.export.read', { exportId });
      // A blob at once: the browser keeps many megabytes of them out of the page's memory.
      parts.push(new Blob([chunk.bytes.slice()]));
      done = chunk.done;
      setState({ rowsDone: chunk.rowsDone, rows, ...(done ? { leftOut: chunk.leftOut } : {}) });
    }
    if (own.cancelled) setState(undefined);
    else saveFile(`${fileName}.${format}`, parts, TYPES[format]);
  };

  return {
    state,
    running,
    start(format, seqs) {
      if (running) return;
      setRunning(true);
      setState({ rowsDone: 0, rows: 0 });
      write(format, seqs)
        .catch((error: unknown) => {
          if (!current.current.cancelled) setState({ rowsDone: 0, rows: 0, error: errorData(error) });
          else setState(undefined);
        })
        .finally(() => setRunning(false));
    },
    cancel() {
      current.current.cancelled = true;
      const { exportId } = current.current;
      if (exportId !== undefined) call('browse.export.cancel', { exportId }).catch(() => undefined);
    },
    dismiss: () => setState(undefined),
  };
}
