import type { Handlers } from '../../contract/contract.ts';
import type { recordingCalls } from '../../contract/recordings.ts';
import { stateError } from '../../model/error.ts';
import type { RecordingFile } from '../../workspace/recordings/recording-file.ts';
import type { Recordings } from '../../workspace/recordings/recordings.ts';
import type { Recorder } from './recorder.ts';
import { recordingRow, recordingView } from './recording-views.ts';

type RecordingCall = Exclude<keyof typeof recordingCalls, `replay.${string}`>;

/** Opens a recording that nobody writes to. Throws STATE unknownId, recordingUnderWay. */
export async function openRecording(
  recordings: Recordings,
  recorder: Recorder,
  name: string,
): Promise<RecordingFile> {
  requireEnded(recorder, name);
  return await recordings.open(name);
}

/** What is asked of recordings: made, listed, looked into, handed on. */
export function recordingHandlers(recordings: Recordings, recorder: Recorder): Pick<Handlers, RecordingCall> {
  const open = (name: string) => openRecording(recordings, recorder, name);
  return {
    'recorder.start': () => recorder.start(),
    'recorder.stop': async () => {
      await recorder.stop();
      return null;
    },
    'recorder.view': () => recorder.view(),

    'recording.list': () => recordings.list(recorder.recording),
    'recording.rename': async ({ name, to }) => {
      requireEnded(recorder, name);
      await recordings.rename(name, to);
      return null;
    },
    'recording.remove': async ({ name }) => {
      requireEnded(recorder, name);
      await recordings.remove(name);
      return null;
    },
    'recording.import': ({ name, at, bytes, last }) => recordings.arrive(name, at, bytes, last),
    'recording.export': ({ name, at }) => recordings.part(name, at),

    'recording.open': async ({ name }) => recordingView(name, await open(name)),
    'recording.rows': async ({ name, from, count }) => {
      const rows = [];
      for await (const event of (await open(name)).eventsFrom(from, count))
        rows.push(recordingRow(event, from + rows.length));
      return { from, rows };
    },
    'recording.event': async ({ name, at }) => {
      const event = await (await open(name)).event(at);
      if (event === undefined) throw stateError('unknownId', { what: 'event', id: at });
      return event;
    },
  };
}

function requireEnded(recorder: Recorder, name: string): void {
  if (recorder.recording === name) throw stateError('recordingUnderWay');
}
