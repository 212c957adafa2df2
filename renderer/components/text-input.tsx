import type { ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  value: string;
  onValueChange(value: string): void;
  /** The value is data (an address, a key), not words. */
  data?: boolean;
}

export function TextInput({ value, onValueChange, data = false, className, ...rest }: Props) {
  return (
    <input
      type="text"
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      {...rest}
      className={`text-input ${data ? 'data' : ''} ${className ?? ''}`}
      value={value}
      onChange={(event) => onValueChange(event.target.value)}
    />
  );
}
