import type { HostClock } from '../clock.ts';
import type { Handlers } from '../contract/contract.ts';
import { SANDBOX_PROFILE_ID } from '../contract/profiles.ts';
import type { ProfileView } from '../contract/views.ts';
import { stateError } from '../model/error.ts';
import { ProfileSession } from './profile-session.ts';

type OpenProfileCall =
  | 'sandbox.start'
  | 'sandbox.clock.set'
  | 'sandbox.clock.step'
  | 'profile.retry'
  | 'profile.close';

interface OpenProfilesOptions {
  clock: HostClock;
  sandboxWorkerFile: string | undefined;
  /** What works on one is ended before it closes. */
  endWork: (profileId: string) => Promise<void>;
  onProfile: (view: ProfileView) => void;
  onClosed: (profileId: string) => void;
  /** Another one is open, or one less. */
  onChanged: () => void;
}

/** The connections that are open, by profileId; the sandbox is one of them. */
export class OpenProfiles {
  readonly #options: OpenProfilesOptions;
  readonly #sessions = new Map<string, ProfileSession>();
  /** What everyone who asks for the sandbox meanwhile waits for. */
  #startingSandbox: Promise<ProfileView> | undefined;

  constructor(options: OpenProfilesOptions) {
    this.#options = options;
  }

  get all(): ProfileSession[] {
    return [...this.#sessions.values()];
  }

  get(profileId: string): ProfileSession | undefined {
    return this.#sessions.get(profileId);
  }

  /** Throws STATE unknownId. */
  of(profileId: string): ProfileSession {
    const profile = this.#sessions.get(profileId);
    if (profile === undefined) throw stateError('unknownId', { what: 'profile', id: profileId });
    return profile;
  }

  add(profile: ProfileSession): ProfileView {
    this.#sessions.set(profile.profileId, profile);
    this.#options.onChanged();
    return profile.view();
  }

  async close(profile: ProfileSession): Promise<void> {
    const { profileId } = profile;
    await this.#options.endWork(profileId);
    this.#sessions.delete(profileId);
    await profile.close();
    this.#options.onClosed(profileId);
  }

  get handlers(): Pick<Handlers, OpenProfileCall> {
    return {
      'sandbox.start': async ({ clockRate }) => {
        const running = this.#sessions.get(SANDBOX_PROFILE_ID);
        if (running !== undefined) return running.view();
        this.#startingSandbox ??= this.#startSandbox(clockRate ?? 1).finally(() => {
          this.#startingSandbox = undefined;
        });
        return await this.#startingSandbox;
      },
      'sandbox.clock.set': async ({ profileId, rate }) => {
        const profile = this.of(profileId);
        await profile.setClockRate(rate);
        return profile.view();
      },
      'sandbox.clock.step': async ({ profileId, ms }) => {
        const profile = this.of(profileId);
        await profile.stepClock(ms);
        return profile.view();
      },
      'profile.retry': async ({ profileId }) => {
        const profile = this.of(profileId);
        await profile.retry();
        return profile.view();
      },
      'profile.close': async ({ profileId }) => {
        await this.close(this.of(profileId));
        this.#options.onChanged();
        return null;
      },
    };
  }

  async #startSandbox(clockRate: number): Promise<ProfileView> {
    const { clock, sandboxWorkerFile, onProfile } = this.#options;
    const profile = await ProfileSession.startSandbox({
      profileId: SANDBOX_PROFILE_ID,
      clock,
      clockRate,
      workerFile: sandboxWorkerFile,
      onChanged: onProfile,
    });
    return this.add(profile);
  }
}
