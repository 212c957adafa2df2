import { useCallback, useEffect, useState } from 'react';
import type { PrivateGroup } from '../../../../core/contract/ack-view.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';

export interface PrivateGroups {
  /** undefined: not read yet. */
  groups: readonly PrivateGroup[] | undefined;
  error: ErrorData | undefined;
  refresh(): void;
}

/** This person's own groups on the cluster of a connection, read once and after each change. */
export function usePrivateGroups(profileId: string | undefined): PrivateGroups {
  const [state, setState] = useState<Omit<PrivateGroups, 'refresh'>>({ groups: undefined, error: undefined });
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again on demand
  useEffect(() => {
    if (profileId === undefined) return;
    let current = true;
    call('group.private.list', { profileId }).then(
      (groups) => current && setState({ groups, error: undefined }),
      (error) => current && setState({ groups: undefined, error: errorData(error) }),
    );
    return () => {
      current = false;
    };
  }, [profileId, asked]);
  return { ...state, refresh: useCallback(() => setAsked((times) => times + 1), []) };
}
