import { randomUUID } from 'node:crypto';
import type { HostClock } from '../../clock.ts';
import type { SendVariables } from '../../contract/inputs.ts';
import type { SendDraft } from '../../contract/views.ts';
import type { TemplateValues } from '../../model/template/expand.ts';
import { expandMessage } from '../../model/template/message.ts';

interface Options {
  clock: HostClock;
  /** Variables of the library. */
  named: () => readonly (readonly [name: string, value: string])[];
  environment: Readonly<Record<string, string | undefined>>;
}

/** Fills variables in. The environment is read for a scope and a name that a person has allowed, and else never. */
export class TemplateSource {
  readonly #options: Options;
  readonly #allowed = new Map<string, Set<string>>();

  constructor(options: Options) {
    this.#options = options;
  }

  allow(scope: string, name: string): void {
    const names = this.#allowed.get(scope) ?? new Set();
    this.#allowed.set(scope, names.add(name));
  }

  /** The draft as it is sent; `step` is what its `{{seq}}` is ahead by. Without `variables` it is the same. Throws INPUT. */
  expand(draft: SendDraft, variables: SendVariables | undefined, step = 0): SendDraft {
    return variables === undefined ? draft : expandMessage(draft, this.#values(variables, step));
  }

  #values({ seq, scope }: SendVariables, step: number): TemplateValues {
    const { clock, named, environment } = this.#options;
    return {
      now: clock.now(),
      seq: seq + step,
      random: Math.random,
      uuid: () => randomUUID(),
      named: (name) => named().find(([known]) => known === name)?.[1],
      env: (name) => (this.#allowed.get(scope)?.has(name) === true ? (environment[name] ?? null) : undefined),
    };
  }
}
