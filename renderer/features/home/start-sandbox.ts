import { call } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';

export const FIRST_TOPIC = 'order-events';

/**
 * The first minute: a running sandbox, a consumer in Hold behind, a filled draft in front. What is already there is
 * used again. Throws WindowError.
 */
export async function startSandboxWork(userName: string): Promise<void> {
  const profile = await call('sandbox.start', {});
  useHost.getState().profileReceived(profile);
  const ui = useUi.getState();
  ui.profileChosen(profile.profileId);
  const running = Object.values(useHost.getState().consumers).find(
    (consumer) => consumer.profileId === profile.profileId,
  );
  const consumer =
    running ??
    (await call('consumer.start', {
      profileId: profile.profileId,
      group: `gantry-${userName}-1`,
      subscriptions: [{ topic: FIRST_TOPIC, tagPattern: '*' }],
      seats: 4,
      mode: 'hold',
    }));
  useHost.getState().consumerReceived(consumer);
  ui.consumerOpened(consumer.consumerId, true);
  const written = Object.values(useUi.getState().drafts).find((draft) => draft.topic === FIRST_TOPIC);
  if (written === undefined) ui.draftOpened('sample');
  else ui.tabActivated(`draft-${written.draftId}`);
}
