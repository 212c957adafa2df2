import { type HostClock, systemClock } from './clock.ts';
import { SleepWatch } from './consumer/sleep-watch.ts';
import type { Answer } from './contract/answer.ts';
import { type CallName, calls, type EventMessage, type Handlers } from './contract/contract.ts';
import type { AppView, Notice, ProfileView } from './contract/views.ts';
import { isNameServerDomain, nameServerSource, parseNameServers } from './model/address.ts';
import { inputError, stateError, toErrorData } from './model/error.ts';
import { Credentials } from './remoting/credentials.ts';
import { ConsumerSession } from './sessions/consumer-session.ts';
import { DocumentedSession } from './sessions/documented-session.ts';
import { ProfileSession } from './sessions/profile-session.ts';
import { Sends } from './sessions/sends.ts';
import { Windows } from './sessions/windows.ts';
import { openDataFolder } from './workspace/data-folder.ts';
import { Recents } from './workspace/recents.ts';
import type { SecretBox } from './workspace/secret-box.ts';
import { SettingsStore } from './workspace/settings.ts';

/** A host closes within this time, broker there or not. */
const CLOSE_MS = 3_000;

export interface ConsoleOptions {
  host: AppView['host'];
  /** Where settings and recents live; GANTRY_HOME overrides it in both hosts. */
  dataDir: string;
  version: string;
  electronVersion?: string;
  secrets: SecretBox;
  clock?: HostClock;
  /** The sandbox worker's bundle; in plain Node its source is found by itself. */
  sandboxWorkerFile?: string;
}

/** The only door from a host into the core: calls in, events out. */
export interface Console {
  /** Checks the name, parses the input by the contract's schema, runs the handler. Never throws: errors are data. */
  call(windowId: string, name: string, input: unknown): Promise<Answer<unknown>>;
  /** Delivers every event until the returned function is called; the window's consumers then live on for 30 s. */
  attach(windowId: string, deliver: (message: EventMessage) => void): () => void;
  /** Stops every consumer (offsets committed, nothing sent back) and closes every connection, within 3 s. */
  close(): Promise<void>;
}

export async function createConsole(options: ConsoleOptions): Promise<Console> {
  const clock = options.clock ?? systemClock;
  const folder = openDataFolder(options.dataDir);
  const notices: Notice[] = [];
  const notice = (kind: Notice['kind'], params: Notice['params']): void => {
    notices.push({ noticeId: notices.length + 1, kind, params });
  };
  if (!folder.writable) notice('folderInUse', { folder: folder.dir });
  const setAside = (fileName: string): void => notice('fileSetAside', { fileName });
  const settings = new SettingsStore(folder, setAside);
  const recents = new Recents(folder, options.secrets, setAside);

  const sends = new Sends();
  const profiles = new Map<string, ProfileSession>();
  const consumers = new Map<number, ConsumerSession>();
  let nextProfile = 1;
  let nextConsumer = 1;

  const sleepWatch = new SleepWatch(clock);
  const windows = new Windows(clock, (windowId) => void stopConsumersOf(windowId));
  const unwatchSleep = sleepWatch.onWake(() => windows.restartGrace());
  const emit = (message: EventMessage): void => windows.broadcast(message);
  const documented = new DocumentedSession({
    clock,
    holdDeadlineMs: () => settings.get().holdDeadlineMs,
    onDelivery: (delivery) => emit({ event: 'documented.delivery', data: delivery }),
  });
  const profileChanged = (view: ProfileView): void => emit({ event: 'profile.changed', data: view });

  function appView(): AppView {
    return {
      host: options.host,
      version: options.version,
      ...(options.electronVersion === undefined ? {} : { electronVersion: options.electronVersion }),
      platform: platform(),
      userName: userName(),
      dataFolder: { writable: folder.writable, secrets: options.secrets.kind },
      settings: settings.get(),
      recents: recents.list(),
      profiles: [...profiles.values()].map((profile) => profile.view()),
      notices,
    };
  }
  const appChanged = (): void => emit({ event: 'app.changed', data: appView() });

  function profileOf(profileId: string): ProfileSession {
    const profile = profiles.get(profileId);
    if (profile === undefined) throw stateError('unknownId', { what: 'profile', id: profileId });
    return profile;
  }
  function consumerOf(consumerId: number): ConsumerSession {
    const consumer = consumers.get(consumerId);
    if (consumer === undefined) throw stateError('unknownId', { what: 'consumer', id: consumerId });
    return consumer;
  }

  async function stopConsumersOf(windowId: string): Promise<void> {
    const theirs = [...consumers.values()].filter((consumer) => consumer.options.windowId === windowId);
    await Promise.all(theirs.map((consumer) => consumer.stop()));
  }

  async function closeProfile(profile: ProfileSession): Promise<void> {
    for (const [consumerId, consumer] of consumers) {
      if (consumer.options.profileId !== profile.profileId) continue;
      await consumer.stop();
      removeConsumer(consumerId);
    }
    profiles.delete(profile.profileId);
    await profile.close();
    emit({ event: 'profile.closed', data: { profileId: profile.profileId } });
  }

  function removeConsumer(consumerId: number): void {
    consumers.get(consumerId)?.dispose();
    consumers.delete(consumerId);
    emit({ event: 'consumer.removed', data: { consumerId } });
  }

  function addProfile(profile: ProfileSession): ProfileView {
    profiles.set(profile.profileId, profile);
    appChanged();
    return profile.view();
  }

  const handlers: Handlers = {
    'app.open': () => appView(),
    'app.settings.set': (patch) => {
      const next = settings.set(patch);
      for (const consumer of consumers.values()) consumer.setRowLimit(next.rowLimit);
      appChanged();
      return next;
    },
    'app.notice.dismiss': ({ noticeId }) => {
      const at = notices.findIndex((other) => other.noticeId === noticeId);
      if (at >= 0) notices.splice(at, 1);
      appChanged();
      return null;
    },
    'recent.forget': ({ nameServers }) => {
      recents.forget(nameServers);
      appChanged();
      return null;
    },

    'sandbox.start': async ({ clockRate }) => {
      const running = [...profiles.values()].find((profile) => profile.view().kind === 'sandbox');
      if (running !== undefined) return running.view();
      const profile = await ProfileSession.startSandbox({
        profileId: 'sandbox',
        clock,
        clockRate: clockRate ?? 1,
        workerFile: options.sandboxWorkerFile,
        onChanged: profileChanged,
      });
      return addProfile(profile);
    },
    'sandbox.clock.set': async ({ profileId, rate }) => {
      const profile = profileOf(profileId);
      await profile.setClockRate(rate);
      return profile.view();
    },
    'sandbox.clock.step': async ({ profileId, ms }) => {
      const profile = profileOf(profileId);
      await profile.stepClock(ms);
      return profile.view();
    },
    'profile.connect': async (input) => {
      const source = nameServerSource(input.nameServers);
      const keys = await keysOf(input, recents);
      const profile = await ProfileSession.connect({
        profileId: `profile-${nextProfile++}`,
        clock,
        nameServers: isNameServerDomain(source) ? { domain: source } : parseNameServers(source),
        nameServerSource: source,
        credentials: keys && new Credentials(keys),
        onChanged: profileChanged,
      });
      await recents.remember(
        {
          nameServers: source,
          ...(keys === undefined ? {} : { accessKey: keys.accessKey, channel: keys.channel }),
          lastUsedMs: clock.now(),
        },
        keys?.secretKey,
      );
      return addProfile(profile);
    },
    'profile.retry': async ({ profileId }) => {
      const profile = profileOf(profileId);
      await profile.retry();
      return profile.view();
    },
    'profile.close': async ({ profileId }) => {
      await closeProfile(profileOf(profileId));
      appChanged();
      return null;
    },

    'topic.list': ({ profileId }) => profileOf(profileId).topics(),
    'topic.route': ({ profileId, topic }) => profileOf(profileId).topicRoute(topic),
    'group.members': ({ profileId, group }) => profileOf(profileId).groupMembers(group),

    'message.send': async ({ profileId, draft }) => {
      const profile = profileOf(profileId);
      const sendId = sends.nextId();
      const record = await profile.send(sendId, draft, settings.get().maxBodyBytes);
      sends.add(record, draft);
      emit({ event: 'message.sent', data: record });
      return record;
    },
    'history.list': ({ profileId }) => sends.list(profileId),
    'history.draft': ({ sendId }) => {
      const draft = sends.draft(sendId);
      if (draft === undefined) throw stateError('unknownId', { what: 'send', id: sendId });
      return draft;
    },

    'consumer.list': () => [...consumers.values()].map((consumer) => consumer.view()),
    'consumer.start': async ({ profileId, ...wanted }, windowId) => {
      const profile = profileOf(profileId);
      const { rowLimit, holdDeadlineMs } = settings.get();
      const session = new ConsumerSession({
        ...wanted,
        consumerId: nextConsumer++,
        profileId,
        windowId,
        rowLimit,
        holdDeadlineMs,
        clock,
        sleepWatch,
        brokerClock: () => profile.view().clock,
        onChanged: (view) => emit({ event: 'consumer.changed', data: view }),
      });
      consumers.set(session.options.consumerId, session);
      try {
        await session.start(profile.client);
      } catch (error) {
        removeConsumer(session.options.consumerId);
        throw error;
      }
      return session.view();
    },
    'consumer.restart': async ({ consumerId }) => {
      const session = consumerOf(consumerId);
      await session.start(profileOf(session.options.profileId).client);
      return session.view();
    },
    'consumer.mode.set': ({ consumerId, mode, applyToHeld }) => {
      const session = consumerOf(consumerId);
      session.setMode(mode, applyToHeld);
      return session.view();
    },
    'consumer.stop.preview': ({ consumerId }) => consumerOf(consumerId).stopPreview(),
    'consumer.stop': async ({ consumerId }) => {
      const session = consumerOf(consumerId);
      await session.stop();
      return session.view();
    },
    'consumer.remove': async ({ consumerId }) => {
      await consumerOf(consumerId).stop();
      removeConsumer(consumerId);
      return null;
    },
    'consumer.decide': ({ consumerId, decision, seqs }) => consumerOf(consumerId).decide(seqs, decision),
    'consumer.rows': ({ consumerId, region, from, count }) =>
      consumerOf(consumerId).rows(region, from, count),
    'consumer.row.find': ({ consumerId, seq }) => consumerOf(consumerId).find(seq),
    'consumer.message': ({ consumerId, seq }) => consumerOf(consumerId).message(seq),

    ...documented.handlers,
  };

  return {
    call: (windowId, name, input) => answer(handlers, windowId, name, input),
    attach: (windowId, deliver) => windows.attach(windowId, deliver),
    async close() {
      unwatchSleep();
      sleepWatch.stop();
      windows.close();
      const closing = Promise.all(
        [...consumers.values()].map(async (consumer) => {
          await consumer.stop();
          consumer.dispose();
        }),
      ).then(() => Promise.all([...profiles.values()].map((profile) => profile.close())));
      const closed = Promise.all([closing, documented.close()]);
      await Promise.race([closed, new Promise<void>((resolve) => clock.setTimeout(resolve, CLOSE_MS))]);
      folder.release();
    },
  };
}

async function answer(
  handlers: Handlers,
  windowId: string,
  name: string,
  input: unknown,
): Promise<Answer<unknown>> {
  try {
    if (!Object.hasOwn(calls, name))
      throw inputError('call', 'unknown', { value: String(name).slice(0, 64) });
    const known = name as CallName;
    const parsed = calls[known].input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw inputError(issue?.path.join('.') || 'input', 'unknown', { value: issue?.message ?? '' });
    }
    const handler = handlers[known] as (value: unknown, windowId: string) => unknown;
    return { ok: true, value: await handler(parsed.data, windowId) };
  } catch (error) {
    return { ok: false, error: toErrorData(error) };
  }
}

interface Keys {
  accessKey: string;
  secretKey: string;
  channel: string;
}

/** Access key and secret key go together; a secret used before with the same address and key need not be typed again. */
async function keysOf(
  input: { nameServers: string; accessKey?: string; secretKey?: string; channel?: string },
  recents: Recents,
): Promise<Keys | undefined> {
  const accessKey = input.accessKey?.trim() ?? '';
  const typed = input.secretKey ?? '';
  if (accessKey === '') {
    if (typed !== '') throw inputError('accessKey', 'pair', { other: 'secretKey' });
    return undefined;
  }
  const secretKey =
    typed === '' ? await recents.secretOf(nameServerSource(input.nameServers), accessKey) : typed;
  if (secretKey === undefined) throw inputError('secretKey', 'pair', { other: 'accessKey' });
  return { accessKey, secretKey, channel: input.channel?.trim() || 'ALIYUN' };
}

function platform(): AppView['platform'] {
  const known = ['linux', 'darwin', 'win32'] as const;
  return known.find((name) => name === process.platform) ?? 'other';
}

/** The person's login name as far as a group name may carry it. */
function userName(): string {
  const name = (process.env.USER ?? process.env.USERNAME ?? '').replace(/[^a-zA-Z0-9_-]/g, '').slice(0, 24);
  return name === '' ? 'me' : name.toLowerCase();
}
