import { useState } from 'react';
import type { ConsumerView } from '../../../../core/model/consume.ts';
import { call } from '../../../bridge/call.ts';
import { type FilterTyping, useFilterTyping } from '../../../components/filter/use-filter-typing.ts';
import { useHost } from '../../../store/host-store.ts';

export interface RowFilter extends FilterTyping {
  /** Shows all rows again; resolves once the host does. */
  clear(): Promise<void>;
}

/** The filter of one consumer's rows: the host applies it, for every window that looks at them. */
export function useRowFilter({ consumerId, filter }: ConsumerView): RowFilter {
  const [text, setText] = useState(filter?.text ?? '');
  const apply = async (typed: string): Promise<void> =>
    useHost.getState().consumerReceived(await call('consumer.filter', { consumerId, text: typed }));
  const typing = useFilterTyping({ text, onTyped: setText, apply, applied: filter });
  return {
    ...typing,
    async clear() {
      typing.type('');
      await apply('').catch(() => undefined);
    },
  };
}
