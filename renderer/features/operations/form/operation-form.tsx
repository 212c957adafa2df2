import { Play } from 'lucide-react';
import { useMemo } from 'react';
import type { DocumentedHandleView, SendResultData } from '../../../../core/contract/documented.ts';
import type { OperationView, ParameterView } from '../../../../core/contract/operations.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { Button } from '../../../components/button.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { callOperation } from '../call-operation.ts';
import { readHandles } from '../follow-operations.ts';
import { MeaningText } from '../meaning-text.tsx';
import { type FormAnswer, useOperations } from '../operations-store.ts';
import { sendResults } from '../transcript/entries.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { buildInput, resultWord } from './build-input.ts';
import { ParameterField } from './parameter-field.tsx';
import { handleWord, prefilled } from './prefilled.ts';

/** The selected function: what it is for, a field for each parameter, Call, and the answer beside it. */
export function OperationForm({ operation }: { operation: OperationView }) {
  const t = useText();
  const { name, parameters, meaning } = operation;
  const handles = useOperations((state) => state.handles);
  const typed = useOperations((state) => state.typed[name]);
  const answer = useOperations((state) => state.answers[name]);
  const entries = useOperations((state) => state.entries);
  const results = useMemo(() => sendResults(entries), [entries]);
  const fields = prefilled(operation, typed, handles);
  const waiting = answer !== undefined && answer.ended === undefined && answer.faults === undefined;
  const run = (): void => void callFromForm(operation, fields, results);
  useKeys([{ key: 'mod+enter', label: 'operations.call', run, disabled: waiting }]);
  return (
    <section className="operation" aria-labelledby="operation-name">
      <form
        className="operation-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!waiting) run();
        }}
      >
        <div className="operation-head">
          <h2 id="operation-name" className="data">
            {name}
          </h2>
          <p className="help secondary">
            <MeaningText meaning={meaning} />
          </p>
        </div>
        {parameters.length === 0 && <p className="help hint">{t('operations.noParameters')}</p>}
        {parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            fields={fields}
            fault={faultOf(answer, parameter)}
            choices={choicesOf(parameter, handles, results)}
            onEdit={(field, value) => useOperations.getState().edited(name, field, value)}
          />
        ))}
        <div className="operation-send">
          <Button
            type="submit"
            tone="primary"
            size="large"
            icon={Play}
            shortcut="mod+enter"
            disabledReason={waiting ? t('operations.waiting') : undefined}
          >
            {t('operations.call')}
          </Button>
        </div>
        <Facts operation={operation} />
      </form>
      <AnswerPanel operation={operation} answer={answer} />
    </section>
  );
}

/** What the document does not tell: requests on the wire, and where it differs from the native library. */
function Facts({ operation: { wire, difference } }: { operation: OperationView }) {
  const t = useText();
  return (
    <dl className="operation-facts help">
      {wire.length > 0 && (
        <>
          <dt>{t('operations.requests')}</dt>
          <dd className="data">{wire.join(', ')}</dd>
        </>
      )}
      {difference !== '' && (
        <>
          <dt>{t('operations.difference')}</dt>
          {/* Told in English only, as in docs/operations.md. */}
          <dd lang="en">{difference}</dd>
        </>
      )}
    </dl>
  );
}

async function callFromForm(
  operation: OperationView,
  fields: Record<string, string>,
  results: readonly SendResultData[],
): Promise<void> {
  const { answered, secretsForgotten } = useOperations.getState();
  const { input, faults } = buildInput(operation, fields, results);
  if (Object.keys(faults).length > 0) {
    answered(operation.name, { faults });
    return;
  }
  answered(operation.name, {});
  const startedMs = performance.now();
  const ended = async (
    answer: { ok: true; value: unknown } | { ok: false; error: ErrorData },
  ): Promise<void> => {
    const tookMs = performance.now() - startedMs;
    // With the answer, the next form offers what this call made.
    await readHandles();
    answered(operation.name, { ended: { tookMs, ...answer } });
  };
  try {
    const value = await callOperation(operation.name, input);
    secretsForgotten();
    await ended({ ok: true, value });
  } catch (error) {
    await ended({ ok: false, error: errorData(error) });
  }
}

/** What is wrong with this parameter: found here, or said by the function, which names it. */
function faultOf(answer: FormAnswer | undefined, { name }: ParameterView): ErrorData | undefined {
  if (answer?.faults !== undefined) return answer.faults[name];
  if (answer?.ended === undefined || answer.ended.ok) return undefined;
  const { error } = answer.ended;
  return [error.params.field, error.params.argument].includes(name) ? error : undefined;
}

function choicesOf(
  { kind, handleKind }: ParameterView,
  handles: readonly DocumentedHandleView[],
  results: readonly SendResultData[],
): string[] {
  if (kind === 'sendResult') return results.map(resultWord);
  if (kind !== 'handle') return [];
  return handles.filter((handle) => handle.kind === handleKind).map(handleWord);
}
