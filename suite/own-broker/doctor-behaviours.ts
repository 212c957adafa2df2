import { systemClock } from '../../core/clock.ts';
import type { ProfileSettings } from '../../core/contract/profiles.ts';
import type { DoctorStep, DoctorView } from '../../core/model/doctor.ts';
import { Credentials } from '../../core/remoting/credentials.ts';
import { runDoctor } from '../../core/sessions/doctor/doctor.ts';
import { type Behaviour, check, equal, type World } from '../harness.ts';

/** A connection as somebody has set it up, and what the doctor must say of it. */
export interface Visit {
  /** What is right or wrong about the connection. */
  name: string;
  tls?: ProfileSettings['tls'];
  keys?: { accessKey: string; secretKey: string };
  /** The keys of the target instead. */
  isAdministrator?: true;
  /** Where the round trip goes. Default: a topic made for it. */
  topic?: string;
  /** Makes what must be there. */
  prepare?(world: World): Promise<void>;
  /**
   * Steps by what is told of each: its status, what it found or what went wrong, and, where it failed, the one action.
   * The last of them is the last that was run.
   */
  told: Partial<Record<DoctorStep, string>>;
}

/** `layout` is the one that the broker belongs to. */
export const visits = (layout: string, all: readonly Visit[]): Behaviour[] =>
  all.map((visit) => ({
    name: `${layout}: the doctor, ${visit.name}`,
    async run(world) {
      await visit.prepare?.(world);
      const topic = visit.topic ?? (await world.topic(world.client(), 1));
      const view = await examine(world, visit, topic);
      const steps = Object.keys(visit.told) as DoctorStep[];
      equal(Object.fromEntries(steps.map((step) => [step, toldOf(view, step)])), visit.told, 'told');
      const lastRun = view.steps.filter(({ status }) => status !== 'notRun').at(-1)?.step;
      equal(lastRun, steps.at(-1), 'last step');
      const secret = visit.keys?.secretKey;
      check(secret === undefined || !JSON.stringify(view).includes(secret), 'the secret is in the view');
    },
  }));

function examine(world: World, { tls, keys, isAdministrator }: Visit, topic: string): Promise<DoctorView> {
  const { nameServer, credentials } = world.target;
  return runDoctor({
    profileId: 'suite',
    runId: 1,
    settings: {
      name: '',
      colour: 'k1',
      environment: 'dev',
      readOnly: false,
      nameServers: nameServer,
      addressMap: {},
      ...(tls === undefined ? {} : { tls }),
    },
    credentials: isAdministrator ? credentials : keys && new Credentials({ ...keys, channel: 'ALIYUN' }),
    topic,
    roundTrip: true,
    clock: systemClock,
    signal: new AbortController().signal,
    onChanged: () => {},
  });
}

/** As `failed certificate, addCa` or `passed roundTrip`. */
function toldOf({ steps }: DoctorView, wanted: DoctorStep): string {
  const { status, finding, error, remedyKey } = steps.find(({ step }) => step === wanted) ?? {
    status: 'notRun',
  };
  const what = finding?.key ?? error?.params.reason ?? error?.code ?? '';
  return `${status} ${what}${remedyKey === undefined ? '' : `, ${remedyKey}`}`;
}
