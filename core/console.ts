import fs from 'node:fs';
import path from 'node:path';
import { answerCall } from './answer-call.ts';
import { type HostClock, systemClock } from './clock.ts';
import { closeEach } from './close-each.ts';
import { SleepWatch } from './consumer/sleep-watch.ts';
import type { Answer } from './contract/answer.ts';
import type { EventMessage, Handlers } from './contract/contract.ts';
import type { AppView, ProfileView } from './contract/views.ts';
import { toErrorData } from './model/error.ts';
import { openDataFolder } from './owned-folder.ts';
import { BroadcastProgress } from './sessions/broadcast-progress.ts';
import { Browses } from './sessions/browse/browses.ts';
import { Comparisons } from './sessions/compare/comparisons.ts';
import { ComposeSession } from './sessions/compose/compose-session.ts';
import { Sender } from './sessions/compose/sender.ts';
import { TemplateSource } from './sessions/compose/template-values.ts';
import { Connections } from './sessions/connections.ts';
import { Consumers } from './sessions/consumers.ts';
import { DelayLab } from './sessions/delay-lab/delay-lab.ts';
import { startComparisonWorker } from './sessions/diff/comparison-thread.ts';
import { Diffs } from './sessions/diff/diffs.ts';
import { findContent, findMessage, findTemplate, type MessagePlaces } from './sessions/find-message.ts';
import { lookAtGroup } from './sessions/group-look.ts';
import { HostLog } from './sessions/host-log.ts';
import { libraryHandlers } from './sessions/library.ts';
import { messageHandlers } from './sessions/messages.ts';
import { Notices } from './sessions/notices.ts';
import { OpenProfiles } from './sessions/open-profiles.ts';
import { OperationsSession } from './sessions/operations/operations-session.ts';
import { refuseReadOnly } from './sessions/operations/read-only-address.ts';
import { OrderLabs } from './sessions/order-lab/order-labs.ts';
import { privateGroupHandlers } from './sessions/private-groups.ts';
import type { ProfileSession } from './sessions/profile-session.ts';
import { Recorder } from './sessions/recordings/recorder.ts';
import { openRecording, recordingHandlers } from './sessions/recordings/recording-session.ts';
import { Replays } from './sessions/recordings/replays.ts';
import { ResendSession } from './sessions/resend/resend-session.ts';
import { historyHandlers } from './sessions/sends.ts';
import { topicHandlers } from './sessions/topics.ts';
import { Windows } from './sessions/windows.ts';
import { Drafts } from './workspace/drafts.ts';
import { History } from './workspace/history/history.ts';
import { type Desktop, Library } from './workspace/library/library.ts';
import { PrefsStore } from './workspace/prefs.ts';
import { Profiles } from './workspace/profiles.ts';
import { Recordings } from './workspace/recordings/recordings.ts';
import type { SecretBox } from './workspace/secret-box.ts';
import { SettingsStore } from './workspace/settings.ts';
import { WindowStates } from './workspace/window-state.ts';

/** A host closes within this time, broker there or not. */
const CLOSE_MS = 3_000;

export interface ConsoleOptions {
  host: AppView['host'];
  /** Where settings and connections live; GANTRY_HOME overrides it in both hosts. */
  dataDir: string;
  version: string;
  electronVersion?: string;
  secrets: SecretBox;
  clock?: HostClock;
  /** The sandbox worker's bundle; in plain Node its source is found by itself. */
  sandboxWorkerFile?: string;
  /** The same of the worker that searches browsed rows. */
  searchWorkerFile?: string;
  /** The same of the worker that compares large bodies. */
  diffWorkerFile?: string;
  /** The library's folder for this run, instead of the one that was chosen. */
  libraryDir?: string;
  /** Dialogs and trash of a host that has a desktop. */
  desktop?: Desktop;
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
  const notices = new Notices(clock, () => appChanged());
  const folder = openDataFolder(options.dataDir, (trouble) => notices.heard(trouble));
  if (!folder.writable) notices.add('folderInUse', { folder: folder.dir });
  const onSetAside = (fileName: string): void => notices.add('fileSetAside', { fileName });
  const settings = new SettingsStore(folder, onSetAside);
  const saved = new Profiles(folder, options.secrets, onSetAside);

  const sleepWatch = new SleepWatch(clock);
  const windows = new Windows(clock, (windowId) => {
    compose.windowGone(windowId);
    resends.windowGone(windowId);
    replays.windowGone(windowId);
    browses.closeOfWindow(windowId);
    orderLabs.windowGone(windowId);
    void consumers.stopOfWindow(windowId);
  });
  const unwatchSleep = sleepWatch.onWake(() => windows.restartGrace());
  const log = new HostLog({ folder, clock, level: () => settings.get().log });
  const emit = (message: EventMessage): void => {
    log.heard(message);
    windows.broadcast(message);
  };
  const operations = new OperationsSession({
    clock,
    holdDeadlineMs: () => settings.get().holdDeadlineMs,
    mayWrite: (origin) =>
      refuseReadOnly(origin, saved.list(), (profileId) => profiles.get(profileId)?.view().nameServers ?? []),
    emit,
  });
  const profileChanged = (view: ProfileView): void => {
    emit({ event: 'profile.changed', data: view });
    delayLab.profileOpened(view.profileId);
  };
  const profiles = new OpenProfiles({
    clock,
    sandboxWorkerFile: options.sandboxWorkerFile,
    async endWork(profileId) {
      browses.closeOfProfile(profileId);
      await orderLabs.closeOfProfile(profileId);
      await replays.closeOfProfile(profileId);
      delayLab.profileClosed(profileId);
      await consumers.removeOn(profileId);
    },
    onProfile: profileChanged,
    onClosed: (profileId) => emit({ event: 'profile.closed', data: { profileId } }),
    onChanged: () => appChanged(),
  });
  const profileOf = (profileId: string): ProfileSession => profiles.of(profileId);

  function appView(): AppView {
    return {
      host: options.host,
      version: options.version,
      ...(options.electronVersion === undefined ? {} : { electronVersion: options.electronVersion }),
      platform: platform(),
      userName: userName(),
      dataFolder: {
        dir: folder.dir,
        canOpen: options.desktop?.openFolder !== undefined,
        writable: folder.writable,
        logFile: log.file,
        secrets: options.secrets.kind,
      },
      settings: settings.get(),
      saved: saved.list(),
      profiles: profiles.all.map((profile) => profile.view()),
      notices: [...notices.list],
    };
  }
  const appChanged = (): void => emit({ event: 'app.changed', data: appView() });
  const recordings = new Recordings({ folder, clock });
  const recorder = new Recorder({
    clock,
    newFile: () => recordings.newFile(),
    keepsBodies: (profileId) => !history.limits().noBodies.includes(profileId),
    connectionOf: (profileId) => profiles.get(profileId)?.view(),
    onChanged: (view) => emit({ event: 'recorder.changed', data: view }),
  });
  const consumers = new Consumers({
    clock,
    sleepWatch,
    settings: () => settings.get(),
    profileOf,
    recorder,
    broadcastProgress: new BroadcastProgress(folder, onSetAside),
    searchWorkerFile: options.searchWorkerFile,
    emit,
  });
  const comparisons = new Comparisons({ clock, of: (consumerId) => consumers.of(consumerId) });
  const history = new History({
    folder,
    clock,
    onSetAside,
    onChanged: (changed) => emit({ event: 'history.changed', data: changed }),
  });
  const library = new Library({
    folder,
    clock,
    desktop: options.desktop ?? {},
    ...(options.libraryDir === undefined ? {} : { dir: options.libraryDir }),
    onSetAside,
    onChanged: (revision) => emit({ event: 'library.changed', data: { revision } }),
  });
  const sender = new Sender({
    clock,
    profileOf,
    maxBodyBytes: () => settings.get().maxBodyBytes,
    history,
    recorder,
  });
  const compose = new ComposeSession({
    clock,
    sender,
    templates: new TemplateSource({
      clock,
      named: () => library.variables(),
      environment: process.env,
    }),
    emit,
  });
  const windowStates = new WindowStates({
    folder,
    onSetAside,
    isOpen: (windowId) => windows.isOpen(windowId),
  });
  const prefs = new PrefsStore({ folder, onSetAside, emit });
  const drafts = new Drafts({
    folder,
    clock,
    onSetAside,
    isOpen: (windowId) => windows.isOpen(windowId),
  });
  const browses = new Browses({ clock, profileOf, emit, searchWorkerFile: options.searchWorkerFile });
  const orderLabs = new OrderLabs({
    clock,
    profileOf,
    recorder,
    emit,
    sandboxWorkerFile: options.sandboxWorkerFile,
  });
  const messagePlaces: MessagePlaces = {
    stored: (ref) => {
      if (ref.kind === 'browse') return browses.message(ref.browseId, ref.seq);
      return consumers.of(ref.consumerId).message(ref.seq);
    },
    history,
    library,
  };
  const delayLab = new DelayLab({
    clock,
    folder,
    onSetAside,
    profileOf,
    sender,
    history,
    recorder,
    emit,
  });
  const diffs = new Diffs({
    find: (ref) => findMessage(messagePlaces, ref),
    clock,
    startThread: () => startComparisonWorker(options.diffWorkerFile),
  });
  const resends = new ResendSession({
    clock,
    find: (ref) => findMessage(messagePlaces, ref),
    sender,
    requireWritable: (profileId) => profileOf(profileId).requireWritable(),
    emit,
  });
  const replays = new Replays({
    clock,
    open: (name) => openRecording(recordings, recorder, name),
    profileOf,
    sender,
    emit,
  });

  const connections = new Connections({
    clock,
    saved,
    open: profiles,
    isInUse: (profileId) => consumers.isRunningOn(profileId),
    stopConsumers: (profileId) => consumers.stopOn(profileId),
    onProfile: profileChanged,
    onDoctor: (view) => emit({ event: 'doctor.changed', data: view }),
    onChanged: appChanged,
  });

  const handlers: Handlers = {
    'app.open': () => appView(),
    'app.settings.set': (patch) => {
      const next = settings.set(patch);
      consumers.setRowLimit(next.rowLimit);
      appChanged();
      return next;
    },
    'app.notice.dismiss': ({ noticeId }) => {
      notices.dismiss(noticeId);
      return null;
    },
    'app.log.open': async () => {
      const logDir = path.dirname(log.file);
      fs.mkdirSync(logDir, { recursive: true });
      await options.desktop?.openFolder?.(logDir);
      return null;
    },
    'app.folder.open': async () => {
      await options.desktop?.openFolder?.(folder.dir);
      return null;
    },

    ...profiles.handlers,
    ...topicHandlers(profileOf, clock),
    ...browses.handlers,
    'topic.route': ({ profileId, topic }) => profileOf(profileId).topicRoute(topic),
    'group.members': ({ profileId, group }) => profileOf(profileId).groupMembers(group),
    'group.look': ({ profileId, group }) => lookAtGroup(profileOf(profileId).client, group, clock.now()),
    ...privateGroupHandlers(profileOf, userName()),

    ...compose.handlers,
    ...drafts.handlers,
    ...windowStates.handlers,
    ...prefs.handlers,
    ...historyHandlers(history),
    ...libraryHandlers(library, (ref) => findTemplate(messagePlaces, ref)),
    ...diffs.handlers,
    ...delayLab.handlers,
    ...resends.handlers,
    ...recordingHandlers(recordings, recorder),
    ...replays.handlers,

    ...messageHandlers(profileOf, (ref) => findContent(messagePlaces, ref)),

    ...consumers.handlers,
    ...comparisons.handlers,
    ...connections.handlers,
    ...operations.handlers,
    ...orderLabs.handlers,
  };

  log.event('Gantry started', { version: options.version, host: options.host, platform: process.platform });
  return {
    async call(windowId, name, input) {
      const answered = await answerCall(handlers, windowId, name, input);
      if (!answered.ok) log.callFailed(name, answered.error);
      return answered;
    },
    attach: (windowId, deliver) => windows.attach(windowId, deliver),
    async close() {
      const all = (...parts: (() => unknown)[]): Promise<void> =>
        closeEach(parts, (error) => log.callFailed('close', toErrorData(error)));
      const closeProfiles = async (): Promise<void> => {
        await all(
          () => consumers.close(),
          () => orderLabs.close(),
          () => replays.close(),
        );
        await all(() => recorder.close(), ...profiles.all.map((profile) => () => profile.close()));
      };
      // Consumers first: their offsets are what takes time.
      const closed = all(
        closeProfiles,
        unwatchSleep,
        () => sleepWatch.stop(),
        () => windows.close(),
        () => notices.stop(),
        () => browses.close(),
        () => delayLab.close(),
        () => compose.close(),
        () => resends.close(),
        () => drafts.close(),
        () => library.close(),
        () => history.close(),
        () => operations.close(),
        () => connections.close(),
      );
      await Promise.race([closed, new Promise<void>((resolve) => clock.setTimeout(resolve, CLOSE_MS))]);
      log.event('Gantry ended', {});
      log.close();
      await all(() => folder.release());
    },
  };
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
