import { useEffect, useState } from 'react';
import { call } from '../../../bridge/call.ts';

const QUIET_MS = 150;
const NONE: ReadonlySet<string> = new Set();

/** Paths of the templates the host finds the text in, a moment after the last keystroke. */
export function useBodySearch(search: string, revision: number): ReadonlySet<string> {
  const [found, setFound] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: searched again when a file changed
  useEffect(() => {
    const text = search.trim();
    if (text === '') {
      setFound(NONE);
      return;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      call('library.search', { text }).then(
        (paths) => wanted && setFound(new Set(paths)),
        // Names and fields are still searched here.
        () => wanted && setFound(NONE),
      );
    }, QUIET_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [search, revision]);
  return found;
}
