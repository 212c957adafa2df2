import { useState } from 'react';
import { useKeys } from '../../../keys/use-keys.ts';

/** Cursor and keys of a table whose rows are all here: what DataGrid wants of them. */
export interface ListCursor {
  cursor: number | undefined;
  reveals: number;
  onCursor(line: number): void;
}

export function useListKeys(count: number, onEnter?: (line: number) => void): ListCursor {
  const [{ line, reveals }, setCursor] = useState<{ line: number | undefined; reveals: number }>({
    line: undefined,
    reveals: 0,
  });
  const cursor = line === undefined || count === 0 ? undefined : Math.min(line, count - 1);
  const put = (next: number): void => {
    if (count > 0)
      setCursor((before) => ({
        line: Math.min(count - 1, Math.max(0, next)),
        reveals: before.reveals + 1,
      }));
  };
  const step = (by: number) => () => put(cursor === undefined ? 0 : cursor + by);
  useKeys([
    { key: 'j', label: 'topics.key.next', run: step(1) },
    { key: 'k', label: 'topics.key.previous', run: step(-1) },
    { key: 'arrowdown', label: 'topics.key.next', run: step(1) },
    { key: 'arrowup', label: 'topics.key.previous', run: step(-1) },
    { key: 'home', label: 'topics.key.first', run: () => put(0) },
    { key: 'end', label: 'topics.key.last', run: () => put(count - 1) },
    {
      key: 'enter',
      label: 'topics.key.openRow',
      run: () => cursor !== undefined && onEnter?.(cursor),
      disabled: onEnter === undefined,
    },
  ]);
  return { cursor, reveals, onCursor: put };
}
