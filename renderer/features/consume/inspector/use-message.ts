import { useEffect, useState } from 'react';
import type { MessageDetail, MessageRow } from '../../../../core/model/consume.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import type { GridContext } from '../grid/grid-context.ts';

interface Opened {
  detail?: MessageDetail;
  error?: ErrorData;
}

/**
 * Everything about one row, read when it is chosen and again when its state changed; the one before stays until then.
 * Without a `row`, which is out of sight, Stop is what changes it.
 */
export function useMessage(
  { consumerId, stopped }: Pick<GridContext, 'consumerId' | 'stopped'>,
  seq: number | undefined,
  row: MessageRow | undefined,
): Opened {
  const [opened, setOpened] = useState<Opened>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row in another state has other facts
  useEffect(() => {
    if (seq === undefined) return setOpened({});
    let current = true;
    call('consumer.message', { consumerId, seq }).then(
      (detail) => current && setOpened({ detail }),
      (error) => current && setOpened({ error: errorData(error) }),
    );
    return () => {
      current = false;
    };
  }, [consumerId, stopped, seq, row?.state, row?.nextSeq]);
  return opened;
}
