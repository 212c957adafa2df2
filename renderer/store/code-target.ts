import type { ProfileView } from '../../core/contract/views.ts';
import type { CodeTarget } from '../../core/model/code/code-message.ts';

/** Where code of this connection sends to; a local name server stands for none. */
export function codeTarget(profile: ProfileView | undefined): CodeTarget {
  return {
    nameServers: profile?.nameServerSource ?? '127.0.0.1:9876',
    signed: profile?.accessKey !== undefined,
  };
}
