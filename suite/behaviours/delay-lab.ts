import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../core/clock.ts';
import type { LabRunView } from '../../core/contract/delay-lab.ts';
import { driftOf } from '../../core/model/delay-lab/drift.ts';
import { DEFAULT_MAX_BODY_BYTES } from '../../core/model/outgoing.ts';
import { openDataFolder } from '../../core/owned-folder.ts';
import { DelayLab } from '../../core/sessions/delay-lab/delay-lab.ts';
import { ProfileSession } from '../../core/sessions/profile-session.ts';
import { type Behaviour, equal, type Target, until } from '../harness.ts';
import { driftsInBroker } from '../stored-drifts.ts';

/** 1 s to 1 min, where nobody changed them. */
const LEVELS = [1, 2, 3, 4, 5];
const PER_LEVEL = 2;
const LANDED_WITHIN_MS = 90_000;
const PROFILE = { profileId: 'suite' };

/** The first of all: nearly all of it is waiting, beside which the others run. */
export const delayLab: Behaviour[] = [
  {
    name: 'delay lab: levels 1 to 5 land, each as late as the broker’s own records say',
    timeoutMs: LANDED_WITHIN_MS + 30_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 2);
      await withLab(world.target, async (lab) => {
        await lab.handlers['delayLab.start']({ ...PROFILE, topic, levels: LEVELS, perLevel: PER_LEVEL }, '');
        const seen = async (): Promise<LabRunView['rows']> =>
          (await lab.handlers['delayLab.list'](PROFILE, ''))[0]?.rows ?? [];
        await until(
          'every message to land and every plan to be read',
          async () => (await seen()).every(({ landing, plan }) => landing && plan?.source === 'read'),
          LANDED_WITHIN_MS,
        );
        const shown = (await seen()).map((row): [string, number | undefined] => [
          row.uniqueKey,
          driftOf(row),
        ]);
        equal(shown.length, LEVELS.length * PER_LEVEL, 'rows');
        const stored = await driftsInBroker(client, topic);
        equal(shown.sort(byKey), [...stored].sort(byKey), 'drifts');
      });
    },
  },
];

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** On a connection and a folder of its own. */
async function withLab({ nameServer, credentials }: Target, work: (lab: DelayLab) => Promise<void>) {
  const dir = mkdtempSync(join(tmpdir(), 'gantry-suite-lab-'));
  const profile = await ProfileSession.connect({
    ...PROFILE,
    clock: systemClock,
    settings: {
      name: '',
      colour: 'k1',
      environment: 'dev',
      readOnly: false,
      nameServers: nameServer,
      addressMap: {},
    },
    nameServers: [nameServer],
    credentials,
    onChanged: () => {},
  });
  let sent = 0;
  const lab = new DelayLab({
    clock: systemClock,
    folder: openDataFolder(dir),
    onSetAside: () => {},
    profileOf: () => profile,
    sender: {
      check: () => {},
      send: (_profileId, draft) => profile.send(++sent, draft, DEFAULT_MAX_BODY_BYTES),
    },
    history: { list: async () => [] },
    recorder: { delivered: () => {} },
    emit: () => {},
  });
  try {
    await work(lab);
  } finally {
    lab.close();
    await profile.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
