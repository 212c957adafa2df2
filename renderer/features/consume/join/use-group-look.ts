import { useEffect, useState } from 'react';
import type { GroupLook } from '../../../../core/contract/ack-view.ts';
import { call } from '../../../bridge/call.ts';

const ASK_AFTER_MS = 400;

/** Who is in the group that is typed, asked a moment after the last key; undefined while nobody can say. */
export function useGroupLook(profileId: string | undefined, group: string): GroupLook | undefined {
  const [look, setLook] = useState<GroupLook>();
  useEffect(() => {
    setLook(undefined);
    if (profileId === undefined || group === '') return;
    let current = true;
    const timer = setTimeout(() => {
      call('group.look', { profileId, group }).then(
        (seen) => current && setLook(seen),
        () => undefined,
      );
    }, ASK_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [profileId, group]);
  return look;
}
