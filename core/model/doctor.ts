import type { ErrorData, RemedyKey } from './error.ts';

/** What the connection doctor looks at, in this order: each needs those before it. */
export const DOCTOR_STEPS = [
  'name',
  'nameServer',
  'tls',
  'cluster',
  'brokerAddress',
  'credentials',
  'topic',
  'roundTrip',
] as const;
export type DoctorStep = (typeof DOCTOR_STEPS)[number];

/** What a step found out. Each has a sentence in both languages (`home.finding.<key>`), with the finding's params. */
export const DOCTOR_FINDINGS = [
  'isAddress', // text
  'resolved', // text: "localhost is 127.0.0.1"
  'domainNames', // domain, addresses
  'answers', // addresses
  'someAnswer', // addresses, silent
  'tlsOff',
  'tlsProven', // address
  'tlsUnverified', // address
  'wantsTls', // address
  'cluster', // clusters, brokers, topics
  'clusterUnlisted', // clusters, brokers: topics could not be listed
  'clusterRefused',
  'noBroker',
  'brokersUnknown',
  'brokersAnswer', // addresses
  'brokerSilent', // addresses
  'signedAccepted',
  'keysKnown', // the keys are right, the account is no administrator
  'noKeysNeeded',
  'keysWanted',
  'keysNotTold', // the broker answered neither yes nor no
  'noTopic',
  'topicOpen', // topic, queues
  'topicToBe', // topic
  'topicNotWritable', // topic
  'topicNotReadable', // topic
  'readOnly',
  'roundTrip', // topic, queue, offset
  'storedNotRead', // topic, queue, offset
  'toolsGroupRefused', // topic, queue, offset: stored, and the account may not read as the group of the tools
] as const;
export type FindingKey = (typeof DOCTOR_FINDINGS)[number];

export interface DoctorFinding {
  key: FindingKey;
  params: Record<string, string | number>;
}

/** A broker's address that cannot be dialled from here, and where it may be instead. */
export interface SilentBroker {
  brokerName: string;
  /** As the broker announces it. */
  announced: string;
  /** For `params.reason` of a CONNECT error. */
  reason: string;
  /** An address of a private or container network, or of the computer itself. */
  isPrivate: boolean;
  /** The announced port on the name server's host. */
  suggested: string;
  suggestedAnswers: boolean;
}

export interface DoctorStepView {
  step: DoctorStep;
  /** skipped: the finding is the reason. */
  status: 'notRun' | 'running' | 'passed' | 'failed' | 'skipped';
  elapsedMs?: number;
  finding?: DoctorFinding;
  /** Of a failed step, and of one skipped because it was refused. */
  error?: ErrorData;
  remedyKey?: RemedyKey;
  /** Of `brokerAddress`. */
  silentBrokers?: SilentBroker[];
}

/** One examination of a connection. It holds no secret. */
export interface DoctorView {
  profileId: string;
  runId: number;
  state: 'running' | 'ended' | 'cancelled';
  /** All eight. */
  steps: DoctorStepView[];
}

/** Whether nothing was found that would make the connection useless. */
export function isHealthy({ state, steps }: DoctorView): boolean {
  return state === 'ended' && steps.every(({ status }) => status !== 'failed');
}

/** Whether the name server told what it knows: there is something to open, though a broker may be out of reach. */
export function isOpenable({ state, steps }: DoctorView): boolean {
  const cluster = steps.find(({ step }) => step === 'cluster');
  return state === 'ended' && (cluster?.status === 'passed' || cluster?.status === 'skipped');
}
