import type { Handlers } from '../contract/contract.ts';
import type { historyCalls } from '../contract/history.ts';
import { stateError } from '../model/error.ts';
import type { History } from '../workspace/history/history.ts';

/** Sends a window keeps of a connection; History has more of them. */
const LISTED = 1_000;

/** What is asked about the sends of this run and of the ones before. */
export function historyHandlers(history: History): Pick<Handlers, keyof typeof historyCalls> {
  return {
    'history.list': ({ profileId }) => history.list(profileId, LISTED),
    'history.draft': async ({ sendId }) => {
      const draft = await history.draft(sendId);
      if (draft === undefined) throw stateError('unknownId', { what: 'send', id: sendId });
      return draft;
    },
    'history.page': ({ filter, from, count }) => history.page(filter, from, count),
    'history.limits': () => history.limits(),
    'history.limits.set': (patch) => history.setLimits(patch),
    'history.clear': ({ profileId }) => history.clear(profileId),
  };
}
