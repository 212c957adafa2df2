import { useMemo, useRef } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import type { ConsumerView } from '../../../../core/model/consume.ts';
import type { LevelMenu } from '../levels/use-level-menu.ts';
import type { Decisions } from '../use-decisions.ts';
import type { GridContext } from './grid-context.ts';

/** One object as long as nothing a cell draws has changed: the consumer's view is new ten times a second. */
export function useGridValue(
  consumer: ConsumerView,
  profile: ProfileView | undefined,
  disabledReason: string | undefined,
  decisions: Decisions,
  /** The same function for ever. */
  jumpTo: (seq: number) => void,
  levels: LevelMenu,
): GridContext {
  const latest = useRef(decisions);
  latest.current = decisions;
  const latestLevels = useRef(levels);
  latestLevels.current = levels;
  const {
    consumerId,
    group,
    listener,
    model,
    holdDefault,
    retryMaxTimes,
    retryMaxTimesSource,
    delayLevelsSource,
  } = consumer;
  const stopped = consumer.state === 'stopped';
  const delayLevels = profile?.delayLevels;
  const { brokerMs, hostMs, rate, source } = profile?.clock ?? {};
  const rules = useMemo(
    () => ({
      consumerId,
      group,
      listener,
      model,
      holdDefault,
      retryMaxTimes,
      retryMaxTimesSource,
      delayLevelsSource,
    }),
    [consumerId, group, listener, model, holdDefault, retryMaxTimes, retryMaxTimesSource, delayLevelsSource],
  );
  const clock = useMemo(
    () =>
      brokerMs === undefined || hostMs === undefined || rate === undefined || source === undefined
        ? undefined
        : { brokerMs, hostMs, rate, source },
    [brokerMs, hostMs, rate, source],
  );
  return useMemo(
    () => ({
      ...rules,
      delayLevels,
      stopped,
      clock,
      disabledReason,
      decide: (row, choice) => void latest.current.decide([row], choice),
      undo: (row) => void latest.current.undo([row]),
      openLevels: (at, row) => latestLevels.current.open(at, [row]),
      toggle: (row) => latest.current.toggle(row),
      jumpTo,
    }),
    [rules, delayLevels, stopped, clock, disabledReason, jumpTo],
  );
}
