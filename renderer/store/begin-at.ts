import { useHost } from './host-store.ts';
import { type ConsumerForm, useUi } from './ui-store.ts';

/**
 * What begins at a message, a topic or a consumer goes to the connection of that: it is chosen first. One that is closed
 * cannot be, and the one that is chosen stays.
 */
export function chooseConnection(profileId: string | undefined): void {
  if (profileId !== undefined && profileId in useHost.getState().profiles)
    useUi.getState().profileChosen(profileId);
}

/** A new draft to the topic. */
export function composeTo(profileId: string, topic: string): void {
  chooseConnection(profileId);
  const { draftOpened, draftEdited } = useUi.getState();
  draftEdited(draftOpened(), { topic, unsent: false });
}

/** The form for a new consumer, with this in it. */
export function consumeFrom(profileId: string | undefined, patch: Partial<ConsumerForm>): void {
  chooseConnection(profileId);
  const { consumerFormEdited, pageOpened } = useUi.getState();
  consumerFormEdited(patch);
  pageOpened('consume');
}
