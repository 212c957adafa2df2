import { useEffect, useState } from 'react';
import type { BrowseMessage } from '../../../../../core/contract/browse.ts';
import type { ErrorData } from '../../../../../core/model/error.ts';
import { call } from '../../../../bridge/call.ts';
import { errorData } from '../../../../bridge/window-error.ts';

interface Opened {
  detail?: BrowseMessage;
  error?: ErrorData;
}

/** The whole message of a row, read when it is chosen; the one before stays until then. */
export function useDetail(browseId: number | undefined, seq: number | undefined): Opened {
  const [opened, setOpened] = useState<Opened>({});
  useEffect(() => {
    if (browseId === undefined || seq === undefined) return setOpened({});
    let current = true;
    call('browse.message', { browseId, seq }).then(
      (detail) => current && setOpened({ detail }),
      (error) => current && setOpened({ error: errorData(error) }),
    );
    return () => {
      current = false;
    };
  }, [browseId, seq]);
  return opened;
}
