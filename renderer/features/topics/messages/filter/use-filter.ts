import { useEffect, useRef, useState } from 'react';
import { parseFilter } from '../../../../../core/model/filter/parse-filter.ts';
import { errorData } from '../../../../bridge/window-error.ts';
import { fieldErrorText } from '../../../../i18n/explain-error.ts';
import { type Translate, useText } from '../../../../i18n/i18n.ts';
import { usePaneWork, useTopicsWork } from '../../state/topic-work.ts';
import type { Browse } from '../rows/use-browse.ts';

/** The host searches while one types, but not with every key. */
const SETTLE_MS = 150;

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

/** What is typed goes to the host once it can be read; what is wrong with it is said in place. */
export function useFilter(paneId: string, browse: Browse): FilterTyping {
  const t = useText();
  const { filterText } = usePaneWork(paneId);
  const [refused, setRefused] = useState<FilterProblem>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = async (text: string): Promise<void> => {
    try {
      await browse.filter(text);
    } catch (caught) {
      setRefused({ text: fieldErrorText(errorData(caught), t) });
    }
  };

  return {
    text: filterText,
    problem: faultOf(filterText, t) ?? refused ?? stoppedOf(browse, t),
    type(text) {
      useTopicsWork.getState().paneChanged(paneId, { filterText: text });
      setRefused(undefined);
      clearTimeout(timer.current);
      if (faultOf(text, t) === undefined) timer.current = setTimeout(() => void apply(text), SETTLE_MS);
    },
  };
}

function faultOf(text: string, t: Translate): FilterProblem | undefined {
  const { error } = parseFilter(text);
  return error && { part: error, text: t(`topics.filterFault.${error.reason}`) };
}

/** A pattern that was given up tells so where it was typed. */
function stoppedOf({ view }: Browse, t: Translate): FilterProblem | undefined {
  const { stoppedBecause, searched = 0 } = view?.filter ?? {};
  return stoppedBecause && { text: t(`topics.filterStopped.${stoppedBecause}`, { searched }) };
}
