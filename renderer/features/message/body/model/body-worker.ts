import { BodyModel } from './body-model.ts';
import type { Charset } from './charsets.ts';

/** The methods of BodyModel, each with its arguments; `open` comes first and makes the model. Each has one answer, in order. */
export type BodyCall =
  | { name: 'open'; args: [bytes: Uint8Array, charset: Charset] }
  | {
      [N in 'readAs' | 'wrapAt' | 'toggle' | 'lines' | 'text']: {
        name: N;
        args: Parameters<BodyModel[N]>;
      };
    }['readAs' | 'wrapAt' | 'toggle' | 'lines' | 'text'];

/** What of a dedicated worker's own scope is used here; the page's types do not know it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<BodyCall>) => void) | null;
  postMessage(answer: unknown): void;
}

const scope = self as unknown as WorkerScope;
let model: BodyModel | undefined;

scope.onmessage = ({ data: { name, args } }) => {
  if (name === 'open') {
    model = new BodyModel(...args);
    scope.postMessage(model.facts());
    return;
  }
  const method = model?.[name] as ((...given: typeof args) => unknown) | undefined;
  scope.postMessage(method?.apply(model, args));
};
