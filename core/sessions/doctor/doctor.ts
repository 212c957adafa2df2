import { DOCTOR_STEPS, type DoctorStep, type DoctorStepView, type DoctorView } from '../../model/doctor.ts';
import { toErrorData } from '../../model/error.ts';
import { checkCredentials } from './account.ts';
import { checkCluster } from './cluster.ts';
import { Examination, type ExaminationOptions, failed, type StepResult } from './examination.ts';
import { checkName } from './name.ts';
import { checkBrokerAddresses, checkNameServer, checkTls } from './reach.ts';
import { checkRoundTrip } from './round-trip.ts';
import { checkTopic } from './topic.ts';

const CHECKS: Record<DoctorStep, (examination: Examination) => Promise<StepResult>> = {
  name: checkName,
  nameServer: checkNameServer,
  tls: checkTls,
  cluster: checkCluster,
  brokerAddress: checkBrokerAddresses,
  credentials: checkCredentials,
  topic: checkTopic,
  roundTrip: checkRoundTrip,
};

interface RunOptions extends ExaminationOptions {
  profileId: string;
  runId: number;
  onChanged: (view: DoctorView) => void;
}

/** Takes one step after the other until one fails. Nothing stays open after it. Never throws. */
export async function runDoctor({
  profileId,
  runId,
  onChanged,
  ...options
}: RunOptions): Promise<DoctorView> {
  const examination = new Examination(options);
  const view: DoctorView = {
    profileId,
    runId,
    state: 'running',
    steps: DOCTOR_STEPS.map((step) => ({ step, status: 'notRun' })),
  };
  const tell = (patch: Partial<DoctorView>): DoctorView => {
    Object.assign(view, patch);
    const now = { ...view, steps: [...view.steps] };
    onChanged(now);
    return now;
  };
  try {
    for (const [index, step] of DOCTOR_STEPS.entries()) {
      view.steps[index] = { step, status: 'running' };
      tell({});
      const { goesOn = false, ...result } = await timed(examination, step);
      view.steps[index] = result;
      if (options.signal.aborted) break;
      if (result.status === 'failed' && !goesOn) break;
    }
  } finally {
    await examination.client?.close();
  }
  return tell({ state: options.signal.aborted ? 'cancelled' : 'ended' });
}

async function timed(
  examination: Examination,
  step: DoctorStep,
): Promise<DoctorStepView & { goesOn?: boolean }> {
  const { clock, signal } = examination.options;
  const startedMs = clock.monotonic();
  const result = await CHECKS[step](examination).catch((error: unknown) => failed(toErrorData(error)));
  if (signal.aborted || result.status === 'notRun') return { step, status: 'notRun' };
  if (result.status === 'skipped') return { ...result, step };
  return { ...result, step, elapsedMs: clock.monotonic() - startedMs };
}
