import type { RecordingRow, RecordingView } from '../../contract/recordings.ts';
import { factOf } from '../../model/recording/differences.ts';
import { keyOfEvent, RECORDING_VERSION, type RecordedEvent } from '../../model/recording/event.ts';
import type { RecordingFile } from '../../workspace/recordings/recording-file.ts';

export function recordingView(name: string, recording: RecordingFile): RecordingView {
  const { bytes, header, end, durationMs, events, counts, problems, problemCount } = recording;
  return {
    name,
    bytes,
    ...(header === undefined ? {} : { startedAtMs: header.startedAtMs, version: header.version }),
    knownVersion: RECORDING_VERSION,
    durationMs,
    events,
    counts: { ...counts },
    ...(end === undefined ? {} : { ended: end.reason }),
    problems: [...problems],
    problemCount,
  };
}

export function recordingRow(event: RecordedEvent, at: number): RecordingRow {
  const { kind, atMs, profileId, connection } = event;
  const common = { at, kind, key: keyOfEvent(event), profileId, connection };
  if (event.kind === 'send') {
    const { message, outcome, sentMs, bodyBytes } = event;
    const { state, status, place } = factOf(outcome, message.delayLevel);
    return {
      ...common,
      offsetMs: sentMs,
      topic: message.topic,
      outcome: state,
      ...(status === undefined ? {} : { status }),
      ...(place === undefined ? {} : { place }),
      bodyBytes,
    };
  }
  const { topic, queue, queueOffset, attempt, group } = event;
  return {
    ...common,
    offsetMs: atMs,
    topic,
    outcome: event.kind === 'delivery' ? 'delivered' : event.result,
    attempt,
    place: { brokerName: queue.brokerName, queueId: queue.queueId, queueOffset },
    ...(group === undefined ? {} : { group }),
    ...(event.kind === 'delivery' ? { bodyBytes: event.bodyBytes } : {}),
  };
}
