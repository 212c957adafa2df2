import { toErrorData } from '../../model/error.ts';
import { lacksPermission } from '../../model/permission.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { getBrokerConfig } from '../../protocol/requests/admin.ts';
import { bounded } from './bounded.ts';
import { type Examination, failed, finding, passed, type StepResult, skipped } from './examination.ts';
import { unanswered } from './unanswered.ts';

const TIMEOUT_MS = 3_000;

/**
 * One request to one broker, signed where there are keys. A refusal for want of permission proves the keys; what the
 * account may do, only a round trip proves.
 */
export async function checkCredentials(examination: Examination): Promise<StepResult> {
  const { credentials } = examination.options;
  const [address] = examination.reachable;
  const { client } = examination;
  if (client === undefined || address === undefined) return skipped('brokersUnknown');
  const request = encodeRequest(getBrokerConfig, {});
  try {
    await bounded(client.transport.invoke(address, request, TIMEOUT_MS), examination.options);
    return passed(credentials === undefined ? 'noKeysNeeded' : 'signedAccepted');
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'RESPONSE') return skipped('keysNotTold', data);
    if (data.code !== 'AUTH') {
      if (data.code === 'CANCELLED') throw error;
      return await unanswered(examination, address, data, 'retry');
    }
    if (credentials === undefined) return { ...failed(data), finding: finding('keysWanted') };
    return lacksPermission(data) ? passed('keysKnown') : failed(data);
  }
}
