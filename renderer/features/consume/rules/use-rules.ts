import { useState } from 'react';
import { create } from 'zustand';
import { type ConsumerView, ruleSetOf } from '../../../../core/model/consume.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { parseFilter } from '../../../../core/model/filter/parse-filter.ts';
import type { RuleSet } from '../../../../core/model/rules/rule.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { useHost } from '../../../store/host-store.ts';

/** Rules as they stand in the fields, by consumer, while they are not those at work. */
const useDrafts = create<Record<number, RuleSet>>(() => ({}));

/** What is in the fields is at work, waits to be applied, or cannot be: a part cannot be read, or the host refused. */
type RulesState = 'atWork' | 'typed' | 'wrong';

export interface Rules extends RuleSet {
  state: RulesState;
  error: ErrorData | undefined;
  /** Applies at once. */
  change(patch: Partial<RuleSet>): void;
  /** Half a filter would decide messages too: it waits for `apply`. */
  type(patch: Partial<RuleSet>): void;
  apply(): void;
  applyToHeld(): void;
}

/** The rules of a consumer in their fields. What cannot be read stays there, and the rules before stay at work. */
export function useRules({ consumerId, rules: view }: ConsumerView): Rules {
  const draft = useDrafts((drafts) => drafts[consumerId]);
  const [error, setError] = useState<ErrorData>();
  const { seed, rules } = draft ?? ruleSetOf(view);

  const act = async (run: () => Promise<ConsumerView>): Promise<void> => {
    setError(undefined);
    try {
      useHost.getState().consumerReceived(await run());
    } catch (caught) {
      setError(errorData(caught));
    }
  };
  const type = (patch: Partial<RuleSet>): void => {
    setError(undefined);
    useDrafts.setState({ [consumerId]: { seed, rules, ...patch } });
  };
  const apply = (): void => {
    const next = useDrafts.getState()[consumerId];
    if (next === undefined || !isReadable(next)) return;
    void act(async () => {
      const set = { seed: next.seed, rules: [...next.rules] };
      const answer = await call('consumer.rules.set', { consumerId, rules: set });
      // What was typed meanwhile stays.
      if (useDrafts.getState()[consumerId] === next) forget(consumerId);
      return answer;
    });
  };
  return {
    seed,
    rules,
    error,
    state: stateOf(draft, error),
    type,
    apply,
    change(patch) {
      type(patch);
      apply();
    },
    applyToHeld: () => void act(() => call('consumer.rules.apply', { consumerId })),
  };
}

function stateOf(draft: RuleSet | undefined, error: ErrorData | undefined): RulesState {
  if (draft === undefined) return 'atWork';
  return error === undefined && isReadable(draft) ? 'typed' : 'wrong';
}

function isReadable({ rules }: RuleSet): boolean {
  return rules.every(({ filter }) => parseFilter(filter).error === undefined);
}

function forget(consumerId: number): void {
  useDrafts.setState(({ [consumerId]: _done, ...others }) => others, true);
}
