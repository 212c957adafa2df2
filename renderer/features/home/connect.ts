import type { ProfileSettings, SavedProfile } from '../../../core/contract/profiles.ts';
import type { ProfileView } from '../../../core/contract/views.ts';
import { isHealthy } from '../../../core/model/doctor.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { useHost } from '../../store/host-store.ts';
import { type ConnectForm, useUi } from '../../store/ui-store.ts';
import { useHome } from './home-store.ts';

/** Keeps what was typed as a connection, examines it, and opens it when nothing is wrong. Errors are in the home store. */
export async function connectAsTyped(form: ConnectForm, secretKey: string): Promise<void> {
  await attempt(undefined, async () => {
    const { profileId } = await call('profile.quick', {
      nameServers: form.nameServers,
      ...(form.tls ? { tls: true } : {}),
      ...(form.readOnly ? { readOnly: true } : {}),
      ...(form.accessKeyShown ? typedKeys(form, secretKey) : {}),
    });
    useUi.getState().secretEdited('');
    await examineAndOpen(profileId);
  });
}

/** Examines a kept connection, and opens it when nothing is wrong. */
export async function connectSaved(profileId: string): Promise<void> {
  await attempt(profileId, () => examineAndOpen(profileId));
}

/** Opens it without another look. */
export async function openSaved(profileId: string): Promise<void> {
  await attempt(profileId, () => open(profileId));
}

/** Examines it; with `topic` its flags as well, with `roundTrip` by a message. Opens nothing. */
export async function examine(profileId: string, topic?: string, roundTrip = false): Promise<void> {
  await attempt(profileId, async () => {
    const asked = topic === undefined || topic.trim() === '' ? {} : { topic };
    useHost.getState().doctorReceived(await call('doctor.run', { profileId, roundTrip, ...asked }));
  });
}

/** Changes some settings of a kept connection, examines it again and goes on. */
export async function changeAndConnect(saved: SavedProfile, patch: Partial<ProfileSettings>): Promise<void> {
  const { profileId } = saved;
  await attempt(profileId, async () => {
    await call('profile.save', { profileId, settings: { ...settingsOf(saved), ...patch } });
    await examineAndOpen(profileId);
  });
}

/** What can be changed of a kept connection. */
export function settingsOf({
  profileId: _id,
  secret: _secret,
  lastUsedMs: _used,
  ...settings
}: SavedProfile): ProfileSettings {
  return settings;
}

export async function mapAndConnect(profileId: string, addressMap: Record<string, string>): Promise<void> {
  await attempt(profileId, async () => {
    await call('profile.map', { profileId, addressMap });
    await examineAndOpen(profileId);
  });
}

/** One attempt at a time. */
let underWay: Promise<void> = Promise.resolve();
let asked = 0;
/** The one asked for last, and the doctor's newest run of it by then. */
let newest: { profileId: string | undefined; runId: number | undefined } | undefined;

/**
 * What is pressed twice is tried once. What is asked for another connection, or of what was found, which may be seen
 * before its attempt has ended, is tried next.
 */
async function attempt(profileId: string | undefined, act: () => Promise<unknown>): Promise<void> {
  const isSame = profileId === undefined || newest?.profileId === profileId;
  const doctor = doctorOf(profileId);
  const isFound = doctor !== undefined && doctor.state !== 'running' && doctor.runId !== newest?.runId;
  if (asked > 0 && isSame && !isFound) return;
  asked++;
  newest = { profileId, runId: doctor?.runId };
  underWay = underWay.then(() => attemptNow(profileId, act));
  await underWay;
  asked--;
}

const doctorOf = (profileId: string | undefined) =>
  profileId === undefined ? undefined : useHost.getState().doctors[profileId];

async function attemptNow(profileId: string | undefined, act: () => Promise<unknown>): Promise<void> {
  const { attemptStarted, attemptEnded } = useHome.getState();
  attemptStarted(profileId);
  try {
    await act();
    attemptEnded();
  } catch (caught) {
    attemptEnded(errorData(caught));
  }
}

async function examineAndOpen(profileId: string): Promise<void> {
  useHome.getState().attemptStarted(profileId);
  const doctor = await call('doctor.run', { profileId, roundTrip: false });
  useHost.getState().doctorReceived(doctor);
  if (isHealthy(doctor)) await open(profileId);
}

async function open(profileId: string): Promise<ProfileView> {
  const profile = await call('profile.open', { profileId });
  useHost.getState().profileReceived(profile);
  useUi.getState().profileChosen(profileId);
  return profile;
}

function typedKeys({ accessKey, channel }: ConnectForm, secretKey: string) {
  return {
    ...(accessKey.trim() === '' ? {} : { accessKey: accessKey.trim() }),
    ...(secretKey === '' ? {} : { secretKey }),
    ...(channel.trim() === '' ? {} : { channel: channel.trim() }),
  };
}

/** The typed list with the address that lacked its port completed. */
export function withPort(typed: string, value: string, suggestion: string): string {
  return typed
    .split(/([;,\s]+)/)
    .map((part) => (part === value ? suggestion : part))
    .join('');
}
