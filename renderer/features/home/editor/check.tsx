import { useId } from 'react';

interface Props {
  label: string;
  /** What it does, beside it. */
  help?: string | undefined;
  checked: boolean;
  onChange(checked: boolean): void;
}

export function Check({ label, help, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {help !== undefined && (
        <span id={`${id}-help`} className="help hint">
          {help}
        </span>
      )}
    </div>
  );
}
