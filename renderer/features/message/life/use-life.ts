import { useCallback, useEffect, useRef, useState } from 'react';
import type { LifeView } from '../../../../core/contract/message.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import type { MessageFacts } from '../../../../core/model/message-detail.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';

export interface Life {
  /** What was found last; it stays while it is read again. */
  view: LifeView | undefined;
  readAtMs: number;
  error: ErrorData | undefined;
  reading: boolean;
  refresh(): void;
}

/** Every copy of a message with a unique key, read when its tab is opened and when asked for. */
export function useMessageLife(profileId: string, { topic, uniqueKey }: MessageFacts): Life {
  const [found, setFound] = useState<Pick<Life, 'view' | 'readAtMs' | 'error'>>({
    view: undefined,
    readAtMs: 0,
    error: undefined,
  });
  const [reading, setReading] = useState(false);
  const latest = useRef(0);
  const refresh = useCallback(() => {
    if (uniqueKey === '') return;
    latest.current++;
    const mine = latest.current;
    setReading(true);
    call('message.life', { profileId, topic, uniqueKey })
      .then(
        (view) => mine === latest.current && setFound({ view, readAtMs: Date.now(), error: undefined }),
        (error) => mine === latest.current && setFound((before) => ({ ...before, error: errorData(error) })),
      )
      .finally(() => mine === latest.current && setReading(false));
  }, [profileId, topic, uniqueKey]);
  useEffect(() => {
    refresh();
    return () => {
      latest.current++;
    };
  }, [refresh]);
  return { ...found, reading, refresh };
}
