import type { HostClock } from '../../clock.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { DoctorView } from '../../model/doctor.ts';
import type { Credentials } from '../../remoting/credentials.ts';
import type { Profiles } from '../../workspace/profiles.ts';
import { runDoctor } from './doctor.ts';

interface DoctorsOptions {
  clock: HostClock;
  saved: Profiles;
  /** What a kept connection's requests are signed with. Throws INPUT (secretKey, pair). */
  credentialsOf: (profileId: string) => Promise<Credentials | undefined>;
  onChanged: (view: DoctorView) => void;
}

/** The examinations under way, one a connection at most. */
export class Doctors {
  readonly #options: DoctorsOptions;
  /** By profileId. */
  readonly #underWay = new Map<string, { abort: AbortController; ended: Promise<DoctorView> }>();
  #nextRun = 1;

  constructor(options: DoctorsOptions) {
    this.#options = options;
  }

  get handlers(): Pick<Handlers, 'doctor.run' | 'doctor.cancel'> {
    return {
      'doctor.run': ({ profileId, ...wanted }) => this.#run(profileId, wanted),
      'doctor.cancel': async ({ profileId }) => {
        await this.cancel(profileId);
        return null;
      },
    };
  }

  /** Resolves when it has ended. */
  async cancel(profileId: string): Promise<void> {
    const running = this.#underWay.get(profileId);
    running?.abort.abort();
    await running?.ended;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#underWay.keys()].map((profileId) => this.cancel(profileId)));
  }

  async #run(
    profileId: string,
    wanted: { topic?: string | undefined; roundTrip: boolean },
  ): Promise<DoctorView> {
    const { clock, saved, credentialsOf, onChanged } = this.#options;
    await this.cancel(profileId);
    const settings = saved.get(profileId);
    const credentials = await credentialsOf(profileId);
    const abort = new AbortController();
    const ended = runDoctor({
      profileId,
      runId: this.#nextRun++,
      settings,
      credentials,
      topic: wanted.topic?.trim() || undefined,
      roundTrip: wanted.roundTrip,
      clock,
      signal: abort.signal,
      onChanged,
    });
    this.#underWay.set(profileId, { abort, ended });
    const view = await ended;
    if (this.#underWay.get(profileId)?.abort === abort) this.#underWay.delete(profileId);
    return view;
  }
}
