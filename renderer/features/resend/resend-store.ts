import { create } from 'zustand';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import type { EditedCopy } from '../../../core/contract/resend.ts';

/** What is to be sent again, and who wants to hear of it. */
export interface ResendRequest {
  /** The connection it is sent on unless another one is chosen; undefined: none is open. */
  profileId: string | undefined;
  refs: readonly [MessageRef, ...MessageRef[]];
  /** Told once, at the end: the places in `refs` of the copies that are stored or handed over. */
  onDone?(done: readonly number[]): void;
}

/** What a draft is an edited copy of. */
export interface CopyOrigin extends Omit<EditedCopy, 'draft'> {
  ref: MessageRef;
}

interface ResendState {
  /** Asked about now. */
  request: ResendRequest | undefined;
  /** Whether copies name their original; kept for as long as the page lives. */
  link: boolean;
  /** By draftId; of drafts that were opened from a message of this page. */
  origins: Readonly<Record<number, CopyOrigin>>;
  asked(request: ResendRequest): void;
  closed(): void;
  linkChosen(link: boolean): void;
  copyOpened(draftId: number, origin: CopyOrigin): void;
  originForgotten(draftId: number): void;
}

export const useResend = create<ResendState>()((set, get) => ({
  request: undefined,
  link: true,
  origins: {},
  asked: (request) => set({ request }),
  closed: () => set({ request: undefined }),
  linkChosen: (link) => set({ link }),
  copyOpened: (draftId, origin) => set({ origins: { ...get().origins, [draftId]: origin } }),
  originForgotten(draftId) {
    const { [draftId]: _forgotten, ...origins } = get().origins;
    set({ origins });
  },
}));
