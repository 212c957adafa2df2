import { eachLimited } from '../../admin/each-broker.ts';
import { splitAddress } from '../../model/address.ts';
import { failedInTls } from '../../model/connect-reason.ts';
import type { SilentBroker } from '../../model/doctor.ts';
import type { RemedyKey } from '../../model/error.ts';
import { isPrivateAddress } from '../../model/private-address.ts';
import { dialPlain } from '../../remoting/dial.ts';
import { type Examination, failed, finding, passed, type StepResult, skipped } from './examination.ts';
import { probe } from './probe.ts';

/** Whether anybody listens at the name servers. */
export async function checkNameServer(examination: Examination): Promise<StepResult> {
  const { nameServers, options } = examination;
  const reasons = await eachLimited(nameServers, (address) =>
    probe(dialPlain, examination.dialled(address), options),
  );
  examination.answering = nameServers.filter((_, index) => reasons[index] === undefined);
  const silent = nameServers.filter((_, index) => reasons[index] !== undefined);
  const [first] = silent;
  if (examination.answering.length === 0)
    return failed(examination.connectError('nameServer', first ?? '', reasons[0] ?? 'other', 'checkAddress'));
  const addresses = examination.answering.join(', ');
  return first === undefined
    ? passed('answers', { addresses })
    : passed('someAnswer', { addresses, silent: silent.join(', ') });
}

/** Whether the name server proves who it is, as far as that is asked for. */
export async function checkTls(examination: Examination): Promise<StepResult> {
  const { settings } = examination.options;
  if (settings.tls === undefined) return skipped('tlsOff');
  const address = examination.answering[0] ?? '';
  const reason = await probe(examination.dialler(), examination.dialled(address), examination.options);
  if (reason !== undefined)
    return failed(examination.connectError('nameServer', address, reason, REMEDIES[reason] ?? 'tlsOff'));
  return passed(settings.tls.verify ? 'tlsProven' : 'tlsUnverified', { address });
}

/** Whether every address that brokers announce can be dialled from here. */
export async function checkBrokerAddresses(examination: Examination): Promise<StepResult> {
  const announced = examination.brokers.flatMap(({ brokerName, addresses }) =>
    Object.values(addresses).map((address) => ({ brokerName, address })),
  );
  if (announced.length === 0) return skipped('brokersUnknown');
  const dial = examination.dialler();
  const reasons = await eachLimited(announced, ({ address }) =>
    probe(dial, examination.dialled(address), examination.options),
  );
  examination.reachable = new Set(
    announced.flatMap(({ address }, index) => (reasons[index] === undefined ? [address] : [])),
  );
  const silent = announced.flatMap(({ brokerName, address }, index) => {
    const reason = reasons[index];
    return reason === undefined ? [] : [{ brokerName, announced: address, reason }];
  });
  const [first] = silent;
  if (first === undefined)
    return passed('brokersAnswer', { addresses: announced.map(({ address }) => address).join(', ') });
  const failure = failed(
    examination.connectError('broker', first.announced, first.reason, REMEDIES[first.reason] ?? 'mapAddress'),
  );
  const goesOn = examination.reachable.size > 0;
  // Somebody does answer there, so nothing is gained by another address.
  if (failedInTls(first.reason)) return { ...failure, goesOn };
  return {
    ...failure,
    finding: finding('brokerSilent', { addresses: silent.map((broker) => broker.announced).join(', ') }),
    silentBrokers: await eachLimited(silent, (broker) => elsewhere(examination, broker)),
    goesOn,
  };
}

/** What helps where TLS fails. */
const REMEDIES: Record<string, RemedyKey> = {
  certificate: 'addCa',
  certificateName: 'serverName',
  certificateExpired: 'retry',
  tls: 'tlsOff',
};

/** A broker in a container is often to be had on the host of its name server, by a published port. */
async function elsewhere(
  examination: Examination,
  broker: Pick<SilentBroker, 'brokerName' | 'announced' | 'reason'>,
): Promise<SilentBroker> {
  const { announced } = broker;
  const nameServer = examination.dialled(examination.answering[0] ?? '');
  const host = nameServer.slice(0, nameServer.lastIndexOf(':'));
  const suggested = `${host}:${splitAddress(announced).port}`;
  const isOther = suggested !== examination.dialled(announced);
  const reason = isOther ? await probe(examination.dialler(), suggested, examination.options) : 'same';
  return {
    ...broker,
    isPrivate: isPrivateAddress(announced),
    suggested,
    suggestedAnswers: reason === undefined,
  };
}
