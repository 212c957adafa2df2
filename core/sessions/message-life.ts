import { readLife } from '../admin/messages/life.ts';
import type { LifeCopy, LifeView } from '../contract/message.ts';
import type { ProfileView } from '../contract/views.ts';
import { delayMs } from '../model/delay.ts';
import { PROPERTY } from '../model/properties.ts';
import type { ProfileSession } from './profile-session.ts';

type Copy = Awaited<ReturnType<typeof readLife>>['copies'][number];

/** Every copy of a message as a window shows them. Throws as readLife. */
export async function messageLife(
  profile: ProfileSession,
  topic: string,
  uniqueKey: string,
): Promise<LifeView> {
  const { copies, ...life } = await readLife(profile.client, topic, uniqueKey);
  const { delayLevels, delayLevelsSource } = profile.view();
  return { ...life, copies: copies.map((copy) => lifeCopy(copy, delayLevels)), delayLevelsSource };
}

function lifeCopy({ message, ...copy }: Copy, levels: ProfileView['delayLevels']): LifeCopy {
  const { queue, queueOffset, storeTimestamp, offsetMsgId } = message;
  const view: LifeCopy = { ...copy, ...queue, queueOffset, storeTimestamp, offsetMsgId };
  const level = Number(message.properties.find(([name]) => name === PROPERTY.delayLevel)?.[1]);
  if (copy.place === 'scheduled' && level > 0) {
    view.delayLevel = level;
    view.dueAtMs = storeTimestamp + delayMs(level, levels);
  }
  return view;
}
