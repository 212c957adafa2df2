import { useEffect } from 'react';
import type { EventMessage } from '../../../core/contract/contract.ts';
import { SANDBOX_PROFILE_ID } from '../../../core/contract/profiles.ts';
import type { ConsumerView, MessageRow } from '../../../core/model/consume.ts';
import { call, listen } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { changePrefs, usePrefs } from '../../store/prefs.ts';
import { useUi } from '../../store/ui-store.ts';
import { afterEvent, type TourEvent } from './tour-steps.ts';

/** Rows of each region that are looked at; a message of the tour is among the newest. */
const ROWS_READ = 200;

/** Ticks the steps of the tour as they happen, while its bar is there. */
export function useFollowTour(): void {
  const linkUp = useHost((host) => host.linkUp);
  const activeTabId = useUi((ui) => ui.activeTabId);
  useEffect(() => {
    if (!linkUp) return;
    void readRuns();
    return listen(heard);
  }, [linkUp]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is held may have come into sight
  useEffect(() => void readRows(), [linkUp, activeTabId]);
}

function happened(event: TourEvent): void {
  const { tour } = usePrefs.getState();
  const next = afterEvent(tour, event);
  if (next !== tour) changePrefs({ tour: next });
}

function heard(message: EventMessage): void {
  if (message.event === 'message.sent') happened({ kind: 'sent', record: message.data });
  if (message.event === 'send.run.changed')
    for (const record of message.data.records) happened({ kind: 'sent', record });
  if (message.event === 'consumer.changed') void readRows();
  if (message.event === 'delayLab.changed') happened({ kind: 'delayRun', run: message.data });
  if (message.event === 'order.run.changed') happened({ kind: 'orderRun', run: message.data });
}

/** What may have happened while nobody listened. */
async function readRuns(): Promise<void> {
  for (const record of useHost.getState().sent) happened({ kind: 'sent', record });
  try {
    for (const run of await call('order.run.list', {})) happened({ kind: 'orderRun', run });
    for (const run of await call('delayLab.list', { profileId: SANDBOX_PROFILE_ID }))
      happened({ kind: 'delayRun', run });
  } catch {
    // The link or the sandbox is down: nothing happened there.
  }
}

let reading = false;
let readAgain = false;

/** Reads the rows of consumers on the sandbox; asked for meanwhile, once more after that. */
async function readRows(): Promise<void> {
  readAgain = true;
  if (reading) return;
  reading = true;
  try {
    while (readAgain) {
      readAgain = false;
      await lookAtConsumers();
    }
  } catch {
    // A consumer ended, or the link is down: the next change is looked at again.
  }
  reading = false;
}

async function lookAtConsumers(): Promise<void> {
  const { tour } = usePrefs.getState();
  if ((['hold', 'later', 'ack'] as const).every((step) => tour.done.includes(step))) return;
  for (const view of Object.values(useHost.getState().consumers)) {
    if (view.profileId !== SANDBOX_PROFILE_ID) continue;
    const rows = await rowsOf(view);
    const { tabs, activeTabId } = useUi.getState();
    const tab = tabs.find(({ id }) => id === activeTabId);
    happened({ kind: 'rows', rows, shown: tab?.kind === 'consumer' && tab.consumerId === view.consumerId });
  }
}

async function rowsOf({ consumerId, settledFirst, settledCount }: ConsumerView): Promise<MessageRow[]> {
  const from = settledFirst + Math.max(0, settledCount - ROWS_READ);
  const [pinned, settled] = await Promise.all([
    call('consumer.rows', { consumerId, region: 'pinned', from: 0, count: ROWS_READ }),
    call('consumer.rows', { consumerId, region: 'settled', from, count: ROWS_READ }),
  ]);
  return [...pinned.rows, ...settled.rows];
}
