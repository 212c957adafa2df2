import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { BodyReader } from './body-reader.ts';
import type { Charset } from './model/charsets.ts';

/** A reader of these bytes, for as long as the component shows them; drawn again as it has more. */
export function useBodyReader(body: Uint8Array, charset: Charset): BodyReader {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a reader changes its charset itself
  const reader = useMemo(() => new BodyReader(body, charset), [body]);
  useEffect(() => () => reader.close(), [reader]);
  useSyncExternalStore(reader.subscribe, reader.version);
  return reader;
}
