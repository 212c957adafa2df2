import type { HostClock } from '../../clock.ts';
import type { EventMessage, Handlers } from '../../contract/contract.ts';
import type { besideDocumentedCalls, documentedCalls } from '../../contract/documented.ts';
import type { operationsCalls } from '../../contract/operations.ts';
import type { DocumentedApiOptions } from '../../documented-api/documented-api.ts';
import { DocumentedSession } from '../documented-session.ts';
import { describeOperations } from './describe.ts';
import { Transcript } from './transcript.ts';

type Names = keyof typeof documentedCalls | keyof typeof besideDocumentedCalls | keyof typeof operationsCalls;

interface OperationsSessionOptions {
  clock: HostClock;
  holdDeadlineMs: () => number;
  /** As of DocumentedApiOptions. */
  mayWrite?: DocumentedApiOptions['mayWrite'];
  emit: (message: EventMessage) => void;
}

/** The documented functions as the Operations screen has them: callable, described, and written down. */
export class OperationsSession {
  readonly handlers: Pick<Handlers, Names>;
  readonly #documented: DocumentedSession;

  constructor({ clock, holdDeadlineMs, mayWrite, emit }: OperationsSessionOptions) {
    const transcript = new Transcript(clock, (entry) => emit({ event: 'documented.entry', data: entry }));
    this.#documented = new DocumentedSession({
      clock,
      holdDeadlineMs,
      ...(mayWrite === undefined ? {} : { mayWrite }),
      onDelivery: (delivery) => {
        emit({ event: 'documented.delivery', data: delivery });
        transcript.delivered(delivery);
      },
    });
    this.handlers = {
      ...transcript.recording(this.#documented.handlers),
      'documented.describe': describeOperations,
      'documented.transcript': () => transcript.list(),
      'documented.transcript.clear': () => {
        transcript.clear();
        return null;
      },
    };
  }

  async close(): Promise<void> {
    await this.#documented.close();
  }
}
