import { create } from 'zustand';
import type { ProfileView } from '../../core/contract/views.ts';
import { useHost } from './host-store.ts';
import { useUi } from './ui-store.ts';

/** What is asked on production, once per tab. */
export type ProductionAct = 'send' | 'join' | 'change' | 'push';

/** Of a connection, open or kept. */
type Asked = Pick<ProfileView, 'profileId' | 'name' | 'environment'>;

interface Question {
  act: ProductionAct;
  profile: Asked;
  run(): void;
  /** The person said no. */
  refused?(): void;
}

interface ProductionState {
  question: Question | undefined;
  /** `act tab connection`, answered with yes in this window. */
  agreed: ReadonlySet<string>;
  answered(yes: boolean): void;
}

export const useProduction = create<ProductionState>()((set, get) => ({
  question: undefined,
  agreed: new Set(),
  answered(yes) {
    const { question, agreed } = get();
    set({ question: undefined });
    if (!yes) question?.refused?.();
    if (!yes || question === undefined) return;
    set({ agreed: new Set([...agreed, keyOf(question)]) });
    question.run();
  },
}));

/** As askOnProduction, of a connection that may have been closed meanwhile: nothing is run then. */
export function askOnConnection(profileId: string, act: ProductionAct, run: () => void): void {
  const profile = useHost.getState().profiles[profileId];
  if (profile !== undefined) askOnProduction(profile, act, run);
}

/** Runs it, on production only after the person said yes in this tab. */
export function askOnProduction(
  profile: Asked,
  act: ProductionAct,
  run: () => void,
  refused?: () => void,
): void {
  const question: Question = { act, profile, run, ...(refused === undefined ? {} : { refused }) };
  const isAsked =
    profile.environment === 'production' && !useProduction.getState().agreed.has(keyOf(question));
  if (isAsked) useProduction.setState({ question });
  else run();
}

const keyOf = ({ act, profile }: Question): string =>
  `${act} ${useUi.getState().activeTabId} ${profile.profileId}`;
