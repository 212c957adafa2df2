import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue } from '../core/contract/codec.ts';
import type { EventMessage } from '../core/contract/contract.ts';
import type { ConsumerView } from '../core/model/consume.ts';
import { HIGH_WATER_BYTES, type LinkSocket, serveLink } from './link.ts';

/** A socket whose peer reads only when told to. */
class SlowSocket extends EventEmitter {
  bufferedAmount = 0;
  readonly sent: unknown[] = [];
  readonly #written: (() => void)[] = [];

  send(frame: Uint8Array, written: () => void): void {
    this.sent.push(decodeValue(frame));
    this.#written.push(written);
  }

  close(): void {
    this.emit('close');
  }

  /** The peer has read everything. */
  drain(): void {
    this.bufferedAmount = 0;
    for (const written of this.#written.splice(0)) written();
  }
}

async function openLink(): Promise<{
  socket: SlowSocket;
  emit: (message: EventMessage) => void;
  attached: () => boolean;
}> {
  const socket = new SlowSocket();
  let deliver: ((message: EventMessage) => void) | undefined;
  serveLink(socket as unknown as LinkSocket, {
    call: async () => ({ ok: true, value: null }),
    attach: (_windowId, to) => {
      deliver = to;
      return () => {
        deliver = undefined;
      };
    },
  });
  socket.emit(
    'message',
    Buffer.from(encodeValue({ id: 1, call: 'app.open', input: { windowId: 'window-one' } })),
    true,
  );
  await expect.poll(() => socket.sent).toEqual([{ id: 1, answer: { ok: true, value: null } }]);
  socket.sent.length = 0;
  return { socket, emit: (message) => deliver?.(message), attached: () => deliver !== undefined };
}

const consumerChanged = (consumerId: number, version: number): EventMessage => ({
  event: 'consumer.changed',
  data: { consumerId, version } as ConsumerView,
});

describe('back-pressure', () => {
  it('sends at once while the window keeps up', async () => {
    const { socket, emit } = await openLink();
    emit(consumerChanged(1, 1));
    emit(consumerChanged(1, 2));
    expect(socket.sent).toEqual([consumerChanged(1, 1), consumerChanged(1, 2)]);
  });

  it('keeps only the newest event of each thing while the window is slow, in order of their last change', async () => {
    const { socket, emit } = await openLink();
    socket.bufferedAmount = HIGH_WATER_BYTES + 1;
    for (let version = 1; version <= 1_000; version++) {
      emit(consumerChanged(1, version));
      emit(consumerChanged(2, version));
    }
    emit({ event: 'profile.closed', data: { profileId: 'p' } });
    emit({ event: 'consumer.removed', data: { consumerId: 1 } });
    expect(socket.sent).toEqual([]);
    socket.drain();
    expect(socket.sent).toEqual([
      consumerChanged(1, 1_000),
      consumerChanged(2, 1_000),
      { event: 'profile.closed', data: { profileId: 'p' } },
      { event: 'consumer.removed', data: { consumerId: 1 } },
    ]);
  });

  it('keeps what differs in what it is about, and nothing of a run that was sent is lost', async () => {
    const { socket, emit } = await openLink();
    socket.bufferedAmount = HIGH_WATER_BYTES + 1;
    const ofOneConnection = (id: number): EventMessage[] =>
      [
        { event: 'browse.changed', data: { browseId: id, profileId: 'p' } },
        { event: 'browse.closed', data: { browseId: id } },
        { event: 'delayLab.changed', data: { runId: id, profileId: 'p' } },
        { event: 'delayLab.removed', data: { runId: id, profileId: 'p' } },
        { event: 'order.run.changed', data: { runId: id, profileId: 'p' } },
        { event: 'replay.changed', data: { replayId: id, profileId: 'p' } },
        { event: 'documented.entry', data: { seq: id } },
        { event: 'documented.delivery', data: { delivery: id, consumer: 1 } },
      ] as EventMessage[];
    const runChanged = (event: 'send.run.changed' | 'resend.changed', runId: number, sendIds: number[]) =>
      ({ event, data: { run: { runId }, records: sendIds.map((sendId) => ({ sendId })) } }) as EventMessage;
    for (const event of [...ofOneConnection(1), ...ofOneConnection(2)]) emit(event);
    for (const event of ['send.run.changed', 'resend.changed'] as const) {
      emit(runChanged(event, 1, [1, 2]));
      emit(runChanged(event, 2, [3]));
      emit(runChanged(event, 1, [4]));
    }
    socket.drain();
    expect(socket.sent).toEqual([
      ...ofOneConnection(1),
      ...ofOneConnection(2),
      ...(['send.run.changed', 'resend.changed'] as const).flatMap((event) => [
        runChanged(event, 2, [3]),
        runChanged(event, 1, [1, 2, 4]),
      ]),
    ]);
  });

  it('stops flushing when the buffer fills again', async () => {
    const { socket, emit } = await openLink();
    socket.bufferedAmount = HIGH_WATER_BYTES + 1;
    emit(consumerChanged(1, 1));
    emit(consumerChanged(2, 1));
    const send = socket.send.bind(socket);
    socket.send = (frame, written) => {
      send(frame, written);
      socket.bufferedAmount = HIGH_WATER_BYTES + 1;
    };
    socket.drain();
    expect(socket.sent).toEqual([consumerChanged(1, 1)]);
    socket.drain();
    expect(socket.sent).toEqual([consumerChanged(1, 1), consumerChanged(2, 1)]);
  });

  it('drops what waits when the link closes, and lets go of the window', async () => {
    const { socket, emit, attached } = await openLink();
    socket.bufferedAmount = HIGH_WATER_BYTES + 1;
    emit(consumerChanged(1, 1));
    socket.close();
    socket.drain();
    expect(socket.sent).toEqual([]);
    expect(attached()).toBe(false);
  });
});
