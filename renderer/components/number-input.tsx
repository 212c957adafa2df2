import { useEffect, useState } from 'react';
import { TextInput } from './text-input.tsx';

interface Props {
  id?: string;
  'aria-labelledby'?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  value: number;
  min: number;
  max: number;
  className?: string;
  /** Called on blur and Enter with a whole number within the bounds; anything else goes back to the value before. */
  onCommit(value: number): void;
  /** Called with each keystroke that is a whole number, also out of bounds. */
  onTyped?(value: number): void;
  onBlur?(): void;
}

/** A spinbutton: digits are typed, arrow keys step, what is out of bounds is not taken over. */
export function NumberInput({ value, min, max, onCommit, onTyped, onBlur, ...rest }: Props) {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped(String(value)), [value]);
  const commit = (text: string): void => {
    const number = Number(text);
    if (text.trim() !== '' && Number.isInteger(number) && number >= min && number <= max) onCommit(number);
    else setTyped(String(value));
  };
  return (
    <TextInput
      {...rest}
      role="spinbutton"
      inputMode="numeric"
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      data
      value={typed}
      onValueChange={(text) => {
        setTyped(text);
        if (/^\d+$/.test(text)) onTyped?.(Number(text));
      }}
      onBlur={(event) => {
        commit(event.target.value);
        onBlur?.();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(event.currentTarget.value);
        const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        const next = Math.min(max, Math.max(min, (Number(typed) || 0) + step));
        setTyped(String(next));
        onCommit(next);
      }}
    />
  );
}
