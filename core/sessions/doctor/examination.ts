import type { ClientInstance } from '../../client/client-instance.ts';
import type { HostClock } from '../../clock.ts';
import type { ProfileSettings } from '../../contract/profiles.ts';
import type { DoctorFinding, DoctorStepView, FindingKey } from '../../model/doctor.ts';
import { type ErrorData, GantryError, type RemedyKey } from '../../model/error.ts';
import type { BrokerData } from '../../model/route.ts';
import type { Credentials } from '../../remoting/credentials.ts';
import { type Dialler, dialPlain } from '../../remoting/dial.ts';
import { tlsDialler } from '../../remoting/dial-tls.ts';

/** What is asked of the doctor. */
export interface ExaminationOptions {
  settings: ProfileSettings;
  credentials: Credentials | undefined;
  /** Whose flags are looked at. */
  topic?: string | undefined;
  /** Sends one message to `topic`. */
  roundTrip: boolean;
  clock: HostClock;
  signal: AbortSignal;
}

/** What a step found: without `error` and with a stop, the later ones are not run. */
export type StepResult = Omit<DoctorStepView, 'step' | 'elapsedMs' | 'status'> & {
  status: 'notRun' | 'passed' | 'failed' | 'skipped';
  /** A failure after which the later steps may still be run. */
  goesOn?: boolean;
};

/** What the steps learn of one connection, each from those before it. */
export class Examination {
  readonly options: ExaminationOptions;
  /** As typed, or as the domain named them. */
  nameServers: string[] = [];
  /** Those that answered. */
  answering: string[] = [];
  client: ClientInstance | undefined;
  brokers: BrokerData[] = [];
  /** Announced addresses that could be dialled. */
  reachable = new Set<string>();

  constructor(options: ExaminationOptions) {
    this.options = options;
  }

  /** Where an announced address is dialled. */
  dialled(address: string): string {
    return this.options.settings.addressMap[address] ?? address;
  }

  /** As the connection would dial. Throws INPUT (tls.ca, pem). */
  dialler(): Dialler {
    const { tls } = this.options.settings;
    return tls === undefined ? dialPlain : tlsDialler(tls);
  }

  connectError(role: string, address: string, reason: string, remedyKey?: RemedyKey): ErrorData {
    const dialledAddress = this.dialled(address);
    const params = {
      address,
      role,
      reason,
      ...(dialledAddress === address ? {} : { dialledAddress }),
    };
    return new GantryError('CONNECT', { outcome: 'notSent', params, remedyKey }).data;
  }
}

export const finding = (key: FindingKey, params: DoctorFinding['params'] = {}): DoctorFinding => ({
  key,
  params,
});

export const passed = (key: FindingKey, params?: DoctorFinding['params']): StepResult => ({
  status: 'passed',
  finding: finding(key, params),
});

export const skipped = (key: FindingKey, error?: ErrorData): StepResult => ({
  status: 'skipped',
  finding: finding(key),
  ...(error === undefined ? {} : { error }),
});

/** A failure with the error's own remedy. */
export const failed = (error: ErrorData, remedyKey = error.remedyKey): StepResult => ({
  status: 'failed',
  error,
  ...(remedyKey === undefined ? {} : { remedyKey }),
});
