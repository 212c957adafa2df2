import { useEffect, useState } from 'react';
import type { PushAnswer, PushGroups, PushMember } from '../../../../core/contract/message.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import type { StoredDetail } from '../../../../core/model/message-detail.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';

type Asked<T> = { state: 'reading' } | { state: 'read'; value: T } | { state: 'failed'; error: ErrorData };

/** Groups of the message's topic; any other may be typed. */
export function useGroups(profileId: string, topic: string): Asked<PushGroups> {
  const [groups, setGroups] = useState<Asked<PushGroups>>({ state: 'reading' });
  useEffect(() => {
    let current = true;
    call('message.push.groups', { profileId, topic }).then(
      (value) => current && setGroups({ state: 'read', value }),
      (error) => current && setGroups({ state: 'failed', error: errorData(error) }),
    );
    return () => {
      current = false;
    };
  }, [profileId, topic]);
  return groups;
}

/** Who is online in a group; undefined while none is named. */
export function useMembers(profileId: string, group: string): Asked<PushMember[]> | undefined {
  const [members, setMembers] = useState<Asked<PushMember[]>>();
  useEffect(() => {
    if (group === '') return setMembers(undefined);
    let current = true;
    setMembers({ state: 'reading' });
    call('message.push.members', { profileId, group }).then(
      (value) => current && setMembers({ state: 'read', value }),
      (error) => current && setMembers({ state: 'failed', error: errorData(error) }),
    );
    return () => {
      current = false;
    };
  }, [profileId, group]);
  return members;
}

export interface Push {
  answer: Asked<PushAnswer> | undefined;
  send(group: string, clientId: string): void;
}

/** Has one member handle the message now; the answer takes up to 12 s. */
export function usePush(profileId: string, { row, storedTopic, offsetMsgId }: StoredDetail): Push {
  const [answer, setAnswer] = useState<Push['answer']>();
  return {
    answer,
    send(group, clientId) {
      setAnswer({ state: 'reading' });
      const { brokerName } = row;
      call('message.push', { profileId, group, clientId, topic: storedTopic, brokerName, offsetMsgId }).then(
        (value) => setAnswer({ state: 'read', value }),
        (error) => setAnswer({ state: 'failed', error: errorData(error) }),
      );
    },
  };
}
