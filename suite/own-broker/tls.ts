import { clusterInfo } from '../../core/admin/topics.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import { systemClock } from '../../core/clock.ts';
import { toErrorData } from '../../core/model/error.ts';
import { ConnectionPool } from '../../core/remoting/connection-pool.ts';
import type { TlsOptions } from '../../core/remoting/dial-tls.ts';
import { TestAuthority } from '../../core/remoting/test-certificates.ts';
import { type Behaviour, equal, message, producer, send, text, until, type World } from '../harness.ts';
import { type Visit, visits } from './doctor-behaviours.ts';
import { confFile, type Layout, startBroker } from './layout.ts';

/** Of name server and broker alike. Source: TlsMode.java. */
type Mode = 'permissive' | 'enforcing' | 'disabled';

/** Both take plain connections as well. */
export const tls = layoutOf('TLS', 'permissive', (ca) => [
  roundTrip('plain, beside TLS', undefined),
  roundTrip('in TLS, verified by the CA', { ca }),
  roundTrip('in TLS, not verified', { verify: false }),
  refused('of an authority nobody trusts', {}, 'certificate'),
  refused('for another host', { ca, serverName: 'broker.example' }, 'certificateName'),
  ...visits('TLS', [
    { name: 'plain, beside TLS', told: { tls: 'skipped tlsOff', roundTrip: 'passed roundTrip' } },
    ...provenOrNot(ca),
  ]),
]);

export const enforcedTls = layoutOf('enforced TLS', 'enforcing', (ca) =>
  visits('enforced TLS', [
    { name: 'plain', told: { tls: 'skipped tlsOff', cluster: 'failed wantsTls, tlsOn' }, ...ANY_TOPIC },
    ...provenOrNot(ca).map((visit) => ({ ...visit, ...ANY_TOPIC })),
  ]),
);

export const noTls = layoutOf('no TLS', 'disabled', (ca) =>
  visits('no TLS', [
    { name: 'plain', told: { tls: 'skipped tlsOff', roundTrip: 'passed roundTrip' } },
    {
      name: 'in TLS',
      tls: { verify: true, ca },
      told: { nameServer: 'passed answers', tls: 'failed tls, tlsOff' },
    },
  ]),
);

/** The plain client of the suite makes no topic where TLS is enforced; the send does. */
const ANY_TOPIC = { topic: 'gantry-suite-doctor' };

/** Whose certificate is trusted, and what to do where it is not. */
function provenOrNot(ca: string): Visit[] {
  const stranger = new TestAuthority('Another authority').ca;
  const healthy = { brokerAddress: 'passed brokersAnswer', roundTrip: 'passed roundTrip' };
  return [
    {
      name: 'in TLS by the right CA',
      tls: { verify: true, ca },
      told: { tls: 'passed tlsProven', ...healthy },
    },
    {
      name: 'in TLS, not verified',
      tls: { verify: false },
      told: { tls: 'passed tlsUnverified', ...healthy },
    },
    {
      name: 'in TLS by a wrong CA',
      tls: { verify: true, ca: stranger },
      told: { tls: 'failed certificate, addCa' },
    },
    { name: 'in TLS without a CA', tls: { verify: true }, told: { tls: 'failed certificate, addCa' } },
    {
      name: 'in TLS for another host',
      tls: { verify: true, ca, serverName: 'broker.example' },
      told: { tls: 'failed certificateName, serverName' },
    },
  ];
}

/** Name server and broker with a certificate of an authority of their own. */
function layoutOf(name: string, mode: Mode, behavioursOf: (ca: string) => Behaviour[]): Layout {
  return {
    name,
    async start(version) {
      const authority = new TestAuthority();
      const { cert, key } = authority.issue(['127.0.0.1']);
      const broker = await startBroker(version, {
        files: { 'server.pem': cert, 'server.key': key },
        system: {
          'tls.server.mode': mode,
          'tls.test.mode.enable': false,
          'tls.server.certPath': confFile(version, 'server.pem'),
          'tls.server.keyPath': confFile(version, 'server.key'),
        },
      });
      return {
        target: { nameServer: broker.nameServer, broker: version },
        behaviours: behavioursOf(authority.ca),
      };
    },
  };
}

function roundTrip(how: string, options: TlsOptions | undefined): Behaviour {
  return {
    name: `TLS: name server and broker are reached ${how}`,
    async run(world) {
      const client = over(world, options);
      const topic = await world.topic(client);
      const large = 'x'.repeat(1_000_000);
      for (const body of ['small', large]) await send(producer(client), message(topic, body));
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      const held = await consumer.waitFor(2);
      equal(held.map(({ message: { body } }) => text(body).length).sort(), [large.length, 5], 'bytes');
      await until('an open broker', () => client.status().brokers.some(({ state }) => state === 'open'));
    },
  };
}

function refused(what: string, options: TlsOptions, reason: string): Behaviour {
  return {
    name: `TLS: a certificate ${what} is refused`,
    async run(world) {
      const error = toErrorData(await clusterInfo(over(world, options)).catch((reason: unknown) => reason));
      equal(
        [error.code, error.outcome, error.params.role, error.params.reason],
        ['CONNECT', 'notSent', 'nameServer', reason],
        'error',
      );
    },
  };
}

function over(world: World, options: TlsOptions | undefined): ClientInstance {
  return world.clientOver(
    new ConnectionPool({ clock: systemClock, ...(options === undefined ? {} : { tls: options }) }),
  );
}
