import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../clock.ts';
import { toErrorData } from '../model/error.ts';
import { SandboxBroker } from './broker.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './thread/control.ts';

/** Entry of the sandbox's worker thread: one broker, steered by the messages of control.ts. */
const port = parentPort;
const tell = (message: FromWorker): void => port?.postMessage(message);

async function run(setup: WorkerSetup): Promise<void> {
  const broker = await SandboxBroker.start({ ...setup, host: systemClock });
  const { nameServer, broker: address, clock } = broker;
  clock.onChange(() => tell({ kind: 'clock', clock: clock.view() }));
  port?.on('message', (message: ToWorker) => {
    if (message.kind === 'setClockRate') clock.setRate(message.rate);
    else void stop(broker);
  });
  tell({ kind: 'ready', nameServer, broker: address, clock: clock.view() });
}

async function stop(broker: SandboxBroker): Promise<void> {
  await broker.stop();
  tell({ kind: 'stopped' });
  port?.close();
}

run(workerData as WorkerSetup).catch((error: unknown) => tell({ kind: 'failed', error: toErrorData(error) }));
