import { freePort } from '../host/process.ts';
import { answering, type FakePeer, nameServerWithBrokerAt } from './fake-peers.ts';
import { RealBroker } from './real-broker.ts';
import { SandboxProcess } from './sandbox-process.ts';

/** What a test starts beside Gantry. All of it ends with the test. */
export class Peers {
  readonly #endings: (() => Promise<void>)[] = [];

  /** `options` as of `npm run sandbox`. */
  async sandbox(...options: string[]): Promise<SandboxProcess> {
    const sandbox = await SandboxProcess.start(options);
    this.#endings.push(() => sandbox.kill());
    return sandbox;
  }

  async realBroker(): Promise<RealBroker> {
    const broker = await RealBroker.start();
    this.#endings.push(() => broker.stop());
    return broker;
  }

  answering(bytes: Uint8Array): Promise<FakePeer> {
    return this.#keep(answering(bytes));
  }

  nameServerWithBrokerAt(brokerAddress: string): Promise<FakePeer> {
    return this.#keep(nameServerWithBrokerAt(brokerAddress));
  }

  /** An address of loopback where nobody listens. */
  async nobody(): Promise<string> {
    return `127.0.0.1:${await freePort()}`;
  }

  async close(): Promise<void> {
    await Promise.all(this.#endings.map((end) => end()));
  }

  async #keep(starting: Promise<FakePeer>): Promise<FakePeer> {
    const peer = await starting;
    this.#endings.push(() => peer.close());
    return peer;
  }
}
