import { EMPTY_RANGE } from '../../features/topics/messages/range/range-form.ts';
import { paneKey, useTopicsWork } from '../../features/topics/state/topic-work.ts';
import { topicTab } from '../../store/tabs.ts';
import { useUi } from '../../store/ui-store.ts';

/** Opens the topic at the message with this id. */
export function lookUpMessage(profileId: string, topic: string, id: string): void {
  const tabId = topicTab(profileId, topic).id;
  const { workChanged, rangeAsked } = useTopicsWork.getState();
  workChanged(tabId, { part: 'messages' });
  rangeAsked(paneKey(tabId, topic), { ...EMPTY_RANGE, kind: 'id', id });
  useUi.getState().topicOpened(profileId, topic);
}
