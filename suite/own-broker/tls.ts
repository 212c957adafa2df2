import { clusterInfo } from '../../core/admin/topics.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import { systemClock } from '../../core/clock.ts';
import { toErrorData } from '../../core/model/error.ts';
import { ConnectionPool } from '../../core/remoting/connection-pool.ts';
import type { TlsOptions } from '../../core/remoting/dial-tls.ts';
import { TestAuthority } from '../../core/remoting/test-certificates.ts';
import { type Behaviour, equal, message, producer, send, text, until, type World } from '../harness.ts';
import { confFile, type Layout, startBroker } from './layout.ts';

/** Name server and broker with a certificate of an authority of their own; both take plain connections as well. */
export const tls: Layout = {
  name: 'TLS',
  async start(version) {
    const authority = new TestAuthority();
    const { cert, key } = authority.issue(['127.0.0.1']);
    const broker = await startBroker(version, {
      files: { 'server.pem': cert, 'server.key': key },
      system: {
        'tls.server.mode': 'permissive',
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

function behavioursOf(ca: string): Behaviour[] {
  return [
    roundTrip('plain, beside TLS', undefined),
    roundTrip('in TLS, verified by the CA', { ca }),
    roundTrip('in TLS, not verified', { verify: false }),
    refused('of an authority nobody trusts', {}),
    refused('for another host', { ca, serverName: 'broker.example' }),
  ];
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

function refused(what: string, options: TlsOptions): Behaviour {
  return {
    name: `TLS: a certificate ${what} is refused`,
    async run(world) {
      const error = toErrorData(await clusterInfo(over(world, options)).catch((reason: unknown) => reason));
      equal(
        [error.code, error.outcome, error.params.role, error.params.reason],
        ['CONNECT', 'notSent', 'nameServer', 'certificate'],
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
