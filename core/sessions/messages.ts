import { consumeDirectly } from '../admin/group/consume-directly.ts';
import { groupsOfTopic } from '../admin/group/groups-of-topic.ts';
import { readMembers } from '../admin/group/members.ts';
import type { Handlers } from '../contract/contract.ts';
import type { MessageContent, messageCalls } from '../contract/message.ts';
import type { MessageRef } from '../contract/message-ref.ts';
import { messageLife } from './message-life.ts';
import type { ProfileSession } from './profile-session.ts';

/** What is asked about one message. `profileOf` throws STATE unknownId. */
export function messageHandlers(
  profileOf: (profileId: string) => ProfileSession,
  contentOf: (ref: MessageRef) => Promise<MessageContent>,
): Pick<Handlers, keyof typeof messageCalls> {
  return {
    'message.read': ({ ref }) => contentOf(ref),
    'message.life': ({ profileId, topic, uniqueKey }) => messageLife(profileOf(profileId), topic, uniqueKey),
    'message.push.groups': async ({ profileId, topic }) => {
      const { groups, failures } = await groupsOfTopic(profileOf(profileId).client, topic);
      return { groups, unread: failures };
    },
    'message.push.members': async ({ profileId, group }) => {
      const { members } = await readMembers(profileOf(profileId).client, group);
      return members.map(({ clientId, language, versionName, brokerNames }) => ({
        clientId,
        language,
        ...(versionName === undefined ? {} : { versionName }),
        brokerNames,
      }));
    },
    'message.push': async ({ profileId, group, clientId, topic, brokerName, offsetMsgId }) => {
      const { client } = profileOf(profileId);
      // The broker goes by the id; the queue of the topic does not matter.
      const queue = { topic, brokerName, queueId: 0 };
      const answer = await consumeDirectly(client, group, clientId, { queue, offsetMsgId });
      return typeof answer === 'string' ? { kind: 'silent', reason: answer } : { kind: 'handled', ...answer };
    },
  };
}
