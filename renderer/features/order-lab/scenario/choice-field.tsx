import { Field } from '../../../components/field.tsx';

export interface Choice<V extends string> {
  value: V;
  label: string;
  disabled?: boolean;
}

interface Props<V extends string> {
  label: string;
  value: V;
  choices: readonly Choice<V>[];
  fact?: string | undefined;
  error?: string | undefined;
  className?: string;
  onValueChange(value: V): void;
}

/** One of a few words. */
export function ChoiceField<V extends string>({
  label,
  value,
  choices,
  fact,
  error,
  className,
  onValueChange,
}: Props<V>) {
  return (
    <Field label={label} fact={fact} error={error} className={className ?? ''}>
      {(control) => (
        <select
          {...control}
          className="text-input"
          value={value}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.target.value);
            if (chosen !== undefined) onValueChange(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
