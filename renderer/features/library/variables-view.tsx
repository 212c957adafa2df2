import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { showToast } from '../../components/toast.tsx';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { problemText } from './file-view.tsx';
import { readLibrary, useLibrary } from './library-store.ts';

interface Row {
  /** Stable over edits. */
  id: number;
  name: string;
  value: string;
}

/** Named values of `variables.json`. What is typed stays until it is saved, whatever happens on disk. */
export function VariablesView() {
  const t = useText();
  const view = useLibrary((library) => library.view);
  const [edited, setEdited] = useState<{ rows: Row[]; baseVersion: string | null }>();
  const [error, setError] = useState<ErrorData>();
  const [conflict, setConflict] = useState<string | null>();
  if (view === undefined) return null;
  const onDisk = view.variables.map(([name, value], index) => ({ id: index + 1, name, value }));
  const rows = edited?.rows ?? onDisk;
  const filled = rows.filter(({ name, value }) => name !== '' || value !== '');
  const edit = (next: Row[]): void => {
    setError(undefined);
    setEdited({ rows: next, baseVersion: edited?.baseVersion ?? view.variablesVersion });
  };
  const save = async (baseVersion: string | null): Promise<void> => {
    const variables = filled.map(({ name, value }): [string, string] => [name.trim(), value]);
    try {
      const saved = await call('library.variables.set', { variables, baseVersion });
      if (saved.kind === 'conflict') {
        setConflict(saved.version);
        return;
      }
      await readLibrary();
      setConflict(undefined);
      setEdited(undefined);
      showToast(t('library.variablesSaved'));
    } catch (caught) {
      setError(errorData(caught));
    }
  };
  const takeTheirs = (): void => {
    setConflict(undefined);
    setEdited(undefined);
  };
  const wrongAt = /^variables\.(\d+)\./.exec(String(error?.params.field ?? ''))?.[1];
  const wrongRow = wrongAt === undefined ? undefined : filled[Number(wrongAt)];
  const readOnly = view.writable ? undefined : t('library.readOnly');
  return (
    <>
      <header className="view-header">
        <h2 className="library-name">{t('library.variables')}</h2>
        <div className="view-header-end">
          <Button
            tone="primary"
            disabledReason={readOnly}
            onClick={() => void save(edited?.baseVersion ?? view.variablesVersion)}
          >
            {t('library.saveVariables')}
          </Button>
        </div>
      </header>
      <div className="library-file">
        <p className="help secondary">{t('library.variablesHelp', { example: '{{tenant}}' })}</p>
        {view.variablesProblem && (
          <div className="library-problem" role="alert">
            {view.variablesProblem.line !== undefined && (
              <strong>{t('library.problemLine', { line: view.variablesProblem.line })}: </strong>
            )}
            {problemText(view.variablesProblem, t)}
          </div>
        )}
        {conflict !== undefined && (
          <div className="library-problem" role="alert">
            <p>{t('library.variablesConflict')}</p>
            <div className="library-conflict-acts">
              <Button size="small" onClick={takeTheirs}>
                {t('library.takeTheirs')}
              </Button>
              <Button size="small" tone="danger" onClick={() => void save(conflict)}>
                {t('library.keepMine')}
              </Button>
            </div>
          </div>
        )}
        {error && wrongRow === undefined && <InlineError error={error} />}
        {rows.length === 0 && <p className="hint">{t('library.noVariables')}</p>}
        {rows.map((row) => (
          <VariableLine
            key={row.id}
            row={row}
            error={row === wrongRow ? error : undefined}
            onEdited={(patch) => edit(rows.map((other) => (other === row ? { ...row, ...patch } : other)))}
            onRemoved={() => edit(rows.filter((other) => other !== row))}
          />
        ))}
        <Button
          size="small"
          icon={Plus}
          onClick={() => {
            const id = Math.max(0, ...rows.map((row) => row.id)) + 1;
            edit([...rows, { id, name: '', value: '' }]);
          }}
        >
          {t('library.addVariable')}
        </Button>
      </div>
    </>
  );
}

interface LineProps {
  row: Row;
  error: ErrorData | undefined;
  onEdited(patch: Partial<Row>): void;
  onRemoved(): void;
}

function VariableLine({ row, error, onEdited, onRemoved }: LineProps) {
  const t = useText();
  const noteId = `variable-${row.id}-error`;
  return (
    <div className="library-variable">
      <TextInput
        data
        aria-label={t('library.variableName')}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : noteId}
        value={row.name}
        onValueChange={(name) => onEdited({ name })}
      />
      <TextInput
        data
        aria-label={t('library.variableValue')}
        value={row.value}
        onValueChange={(value) => onEdited({ value })}
      />
      <IconButton icon={X} label={t('library.removeVariable', { name: row.name })} onClick={onRemoved} />
      {error && (
        <p id={noteId} className="field-error help">
          {fieldErrorText(error, t)}
        </p>
      )}
    </div>
  );
}
