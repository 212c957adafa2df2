import { useEffect, useRef, useState } from 'react';
import { parseFilter } from '../../../core/model/filter/parse-filter.ts';
import { errorData } from '../../bridge/window-error.ts';
import { formatNumber } from '../../format/format.ts';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';

/** The host searches while one types, but not with every key. */
const SETTLE_MS = 50;

export interface FilterProblem {
  /** The invalid part of the text, [from, to). */
  part?: { from: number; to: number };
  text: string;
}

export interface FilterTyping {
  text: string;
  /** The last filter that was right stays applied. */
  problem: FilterProblem | undefined;
  type(text: string): void;
}

interface Options {
  text: string;
  onTyped(text: string): void;
  /** Throws what the host refuses a filter with. */
  apply(text: string): Promise<void>;
  /** What the host says of the filter it applies. */
  applied: { stoppedBecause?: 'row' | 'whole' | 'died'; searched: number } | undefined;
}

/** What is typed goes to the host once it can be read; what is wrong with it is said in place. */
export function useFilterTyping({ text, onTyped, apply, applied }: Options): FilterTyping {
  const t = useText();
  const [refused, setRefused] = useState<FilterProblem>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = async (typed: string): Promise<void> => {
    try {
      await apply(typed);
    } catch (caught) {
      setRefused({ text: fieldErrorText(errorData(caught), t) });
    }
  };
  return {
    text,
    problem: faultOf(text, t) ?? refused ?? stoppedOf(applied, t),
    type(typed) {
      onTyped(typed);
      setRefused(undefined);
      clearTimeout(timer.current);
      if (faultOf(typed, t) === undefined) timer.current = setTimeout(() => void send(typed), SETTLE_MS);
    },
  };
}

function faultOf(text: string, t: Translate): FilterProblem | undefined {
  const { error } = parseFilter(text);
  return error && { part: error, text: t(`topics.filterFault.${error.reason}`) };
}

/** A pattern that was given up tells so where it was typed. */
function stoppedOf(applied: Options['applied'], t: Translate): FilterProblem | undefined {
  const { stoppedBecause, searched = 0 } = applied ?? {};
  return stoppedBecause && { text: t(`topics.filterStopped.${stoppedBecause}`, { searched }) };
}

/** 312 of 500; while it still searches, how far it is. */
export function filterCount(
  { state, searched }: { state: 'searching' | 'done' | 'stopped'; searched: number },
  shown: number,
  count: number,
  t: Translate,
): string {
  const of = t('topics.filterCount', { matched: formatNumber(shown), count: formatNumber(count) });
  return state === 'searching' ? `${of} (${count === 0 ? 0 : Math.floor((searched / count) * 100)} %)` : of;
}
