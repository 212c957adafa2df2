import type { DocumentedName } from '../../../core/contract/documented.ts';
import { GantryError } from '../../../core/model/error.ts';
import { ownersOf } from '../../../core/model/name-server-owner.ts';
import { call } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { askOnProduction, type ProductionAct } from '../../store/production.ts';
import { savedName } from '../home/connections/saved-name.ts';

/** What sends or joins, and the parameter that holds its address. */
const ACTS: Partial<Record<DocumentedName, [act: ProductionAct, parameter: 'producer' | 'consumer']>> = {
  SendMessageSync: ['send', 'producer'],
  SendMessageOneway: ['send', 'producer'],
  SendMessageOrderly: ['send', 'producer'],
  StartPushConsumer: ['join', 'consumer'],
};

/**
 * Asks before the first send, or join, that this tab does through a name server of a kept production connection. Throws
 * CANCELLED when the answer is no.
 */
export async function agreedOnProduction(
  name: DocumentedName,
  input: Record<string, unknown>,
): Promise<void> {
  const [act, parameter] = ACTS[name] ?? [];
  if (act === undefined || parameter === undefined) return;
  const handles = await call('documented.handles', {});
  const { nameServers } = handles.find(({ handle }) => handle === input[parameter]) ?? {};
  const { app, profiles } = useHost.getState();
  if (nameServers === undefined || app === undefined) return;
  const named = (profileId: string): string[] => profiles[profileId]?.nameServers ?? [];
  for (const owner of ownersOf(app.saved, nameServers, named)) {
    const asked = { ...owner, name: savedName(owner) };
    await new Promise<void>((agreed, refused) =>
      askOnProduction(asked, act, agreed, () =>
        refused(new GantryError('CANCELLED', { outcome: 'notSent', params: {} })),
      ),
    );
  }
}
