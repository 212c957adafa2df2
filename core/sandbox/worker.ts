import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../clock.ts';
import { toErrorData } from '../model/error.ts';
import { SandboxBroker } from './broker.ts';
import type { FromWorker, Steering, ToWorker, WorkerSetup } from './thread/control.ts';

/** Entry of the sandbox's worker thread: one sandbox, steered by the messages of control.ts. */
const port = parentPort;
const tell = (message: FromWorker): void => port?.postMessage(message);

async function run(setup: WorkerSetup): Promise<void> {
  const sandbox = await SandboxBroker.start({ ...setup, host: systemClock });
  const { nameServer, broker, clock } = sandbox;
  clock.onChange(() => tell({ kind: 'clock', clock: clock.view() }));
  port?.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') void stop(sandbox);
    else
      steer(sandbox, message).then(
        () => tell({ kind: 'done' }),
        (error: unknown) => tell({ kind: 'refused', error: toErrorData(error) }),
      );
  });
  tell({ kind: 'ready', nameServer, broker, clock: clock.view() });
}

async function steer(sandbox: SandboxBroker, message: Steering): Promise<void> {
  if (message.kind === 'setClockRate') sandbox.clock.setRate(message.rate);
  else if (message.kind === 'stepClock') sandbox.clock.step(message.ms);
  else if (message.kind === 'setFaults') sandbox.faults.set(message.faults);
  else await sandbox.setUp(message.brokerName, message.isUp);
}

async function stop(sandbox: SandboxBroker): Promise<void> {
  await sandbox.stop();
  tell({ kind: 'stopped' });
  port?.close();
}

run(workerData as WorkerSetup).catch((error: unknown) => tell({ kind: 'failed', error: toErrorData(error) }));
