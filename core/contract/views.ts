import type { BodyFormat } from '../model/body-format.ts';
import type { BrokerClockView } from '../model/clock.ts';
import type { HoldDefault } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import type { OrderlyChoice } from '../model/orderly.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { SendMode, SendOutcome } from '../model/send.ts';
import type { LogLevel } from './log.ts';
import type { Environment, ProfileColour, SavedProfile } from './profiles.ts';

/** What the window is told about the host it runs on. */
export interface AppView {
  host: 'electron' | 'browser';
  version: string;
  electronVersion?: string;
  platform: 'linux' | 'darwin' | 'win32' | 'other';
  /** For the suggested group name `gantry-<user>-<n>`: letters, digits, - and _ only. */
  userName: string;
  dataFolder: DataFolderView;
  settings: Settings;
  /** Every kept connection, open or not, in the order they were made; without secrets. */
  saved: SavedProfile[];
  profiles: ProfileView[];
  notices: Notice[];
}

export interface DataFolderView {
  dir: string;
  /** The host has a desktop that can show it. */
  canOpen: boolean;
  /** false: another process holds the folder; everything works, nothing is written. */
  writable: boolean;
  /** Where the log is, once there is anything in it. */
  logFile: string;
  /** Secrets of a profile are stored in the OS keychain, or kept in memory until quit. */
  secrets: 'keychain' | 'memory';
}

/**
 * A damaged file that was set aside, one that cannot be read or written (params: fileName, and code, the system's), and
 * the like. Shown until dismissed, fileNotWritten also until it is written.
 */
export interface Notice {
  noticeId: number;
  kind: 'fileSetAside' | 'fileUnreadable' | 'fileNotWritten' | 'folderInUse';
  params: Record<string, string | number>;
}

export type ThemeSetting = 'system' | 'dark' | 'light';
export type LanguageSetting = 'en' | 'zh';
export interface Settings {
  theme: ThemeSetting;
  language: LanguageSetting;
  density: 'compact' | 'comfortable';
  /** Rows kept per consumer. */
  rowLimit: number;
  holdDeadlineMs: number;
  holdDefault: HoldDefault;
  /** How long a decision can be taken back before it is sent; 0 = not at all. */
  undoGraceMs: 0 | 2_000 | 5_000;
  maxBodyBytes: number;
  /** A larger body is shown when a person asks for it. */
  foldBodyBytes: number;
  log: LogLevel;
}

export interface BrokerStatus {
  brokerName: string;
  address: string;
  state: 'open' | 'connecting' | 'closed' | 'unused';
}

/** Where the addresses of the name servers come from. */
export interface NameServerSourceView {
  source: 'addresses' | 'domain';
  /** The URL that is asked. */
  domain?: string;
  /** When it last named addresses; host time. */
  fetchedAtMs?: number;
  /** Why it did not the last time; the addresses it named before are used on. */
  lastError?: ErrorData;
}

export interface ProfileView {
  profileId: string;
  kind: 'sandbox' | 'nameServer';
  /** What the switcher shows: 'Sandbox', the name it was given, or the first address. */
  name: string;
  environment: Environment;
  colour: ProfileColour;
  /** Sending, deciding and joining are refused. */
  readOnly: boolean;
  tls: boolean;
  nameServers: string[];
  /** Where they come from, as a person typed it: the URL of a name server domain, or the addresses. */
  nameServerSource: string;
  nameServerState: NameServerSourceView;
  /** Of the sandbox. */
  brokerAddress?: string;
  accessKey?: string;
  state: 'connecting' | 'connected' | 'lost';
  clusters: string[];
  brokers: BrokerStatus[];
  clock: BrokerClockView;
  delayLevels: { level: number; name: string; ms: number }[];
  delayLevelsSource: 'broker' | 'assumed';
  roundTripMs?: number;
  lostSinceMs?: number;
  nextRetryAtMs?: number;
  lastError?: ErrorData;
}

export interface TopicSummary {
  topic: string;
  /** `system`: the brokers' own, topics named after a cluster or broker among them. */
  kind: 'normal' | 'retry' | 'deadLetter' | 'system';
  /** Of retry and deadLetter. */
  group?: string;
}

/** Where a send to a topic may go. */
export interface TopicRouteView {
  /** How many queues a send can choose from. */
  queues: number;
  /** false: the broker would create the topic on the first send. */
  exists: boolean;
  /** Those queues, in the order a selector has them. */
  publishQueues: MessageQueue[];
}

/** What a person typed; bytes are exact. */
export interface SendDraft {
  topic: string;
  tag: string;
  keys: string[];
  properties: [string, string][];
  body: Uint8Array;
  bodyFormat: BodyFormat;
  delayLevel: number;
  mode: SendMode;
  /** Of an orderly one. */
  orderly?: OrderlyChoice | undefined;
  /** As of OutgoingMessage; only the host makes such copies. */
  verbatim?: true;
}

/** One send of this run: its draft can be opened again. The body stays in the host. */
export interface SentRecord {
  sendId: number;
  profileId: string;
  sentAtMs: number;
  topic: string;
  tag: string;
  keys: string[];
  delayLevel: number;
  bodyBytes: number;
  outcome: SendOutcome;
  /** Set where the history keeps no bodies of its connection. */
  bodyKept?: false;
  /** Broker time at which a delayed send is due, reckoned from the answer (an estimate). */
  dueAtBrokerMs?: number;
}

export interface GroupView {
  group: string;
  /** Client ids of the members now, ours included; null when the broker did not say. */
  members: string[] | null;
}

export interface RowsPage {
  version: number;
  from: number;
  rows: import('../model/consume.ts').MessageRow[];
}

export interface DecideResult {
  seq: number;
  /** Its undo grace runs: it is held until that is over. */
  waits?: true;
  error?: ErrorData;
}
