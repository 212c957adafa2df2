import type { ParameterView } from '../../../../core/contract/operations.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { ORDERLY_BY } from '../../../../core/model/orderly.ts';
import { Combobox } from '../../../components/combobox.tsx';
import { Field, type FieldControl, FieldGroup } from '../../../components/field.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { MeaningText } from '../meaning-text.tsx';
import { type Fields, selectorBy } from './build-input.ts';

interface Props {
  parameter: ParameterView;
  fields: Fields;
  fault: ErrorData | undefined;
  /** For handles and results: what may be chosen. */
  choices: readonly string[];
  onEdit(field: string, value: string): void;
}

/** One parameter: its documented name, its type, its control, and what it means in both languages. */
export function ParameterField({ parameter, fields, fault, choices, onEdit }: Props) {
  const t = useText();
  const { name, kind, meaning, optional } = parameter;
  const type = t(`operations.type.${kind}`);
  const label = <span className="data">{name}</span>;
  const fact = optional ? t('operations.optional', { type }) : type;
  const error = fault && fieldErrorText(fault, t);
  const help = <MeaningText meaning={meaning} />;
  const value = fields[name] ?? '';
  const edit = (text: string): void => onEdit(name, text);
  if (kind === 'hold') {
    return (
      <FieldGroup label={label} fact={type}>
        {() => <p className="help secondary">{help}</p>}
      </FieldGroup>
    );
  }
  return (
    <Field label={label} fact={fact} error={error} help={help}>
      {(control) => {
        switch (kind) {
          case 'handle':
          case 'sendResult':
            return (
              <Combobox
                {...control}
                value={value}
                onValueChange={edit}
                items={choices}
                note={
                  choices.length === 0 ? t(`operations.no.${parameter.handleKind ?? 'result'}`) : undefined
                }
                openLabel={t('common.options')}
              />
            );
          case 'body':
          case 'bytes':
          case 'any':
            return <LongText control={control} value={value} onEdit={edit} lines={kind === 'any' ? 1 : 4} />;
          case 'selector':
            return (
              <div className="operation-selector">
                <RadioGroup
                  aria-label={t('operations.selectorBy')}
                  value={fields[selectorBy(name)] ?? 'hash'}
                  onValueChange={(by) => onEdit(selectorBy(name), by)}
                  options={ORDERLY_BY.map((by) => ({ value: by, label: t(`operations.by.${by}`) }))}
                />
                <TextInput {...control} data value={value} onValueChange={edit} />
              </div>
            );
          default:
            return (
              <TextInput
                {...control}
                data
                type={kind === 'secret' ? 'password' : 'text'}
                value={value}
                onValueChange={edit}
              />
            );
        }
      }}
    </Field>
  );
}

interface LongTextProps {
  control: FieldControl;
  value: string;
  lines: number;
  onEdit(text: string): void;
}

function LongText({ control, value, lines, onEdit }: LongTextProps) {
  return (
    <textarea
      {...control}
      className="text-input data operation-text"
      rows={lines}
      spellCheck={false}
      value={value}
      onChange={(event) => onEdit(event.target.value)}
    />
  );
}
