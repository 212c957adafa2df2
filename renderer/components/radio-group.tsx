import { Radio } from '@base-ui/react/radio';
import { RadioGroup as Base } from '@base-ui/react/radio-group';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface RadioOption<V extends string> {
  value: V;
  label: ReactNode;
  /** Its accessible name, where the label alone does not say it. */
  name?: string;
  icon?: LucideIcon;
}

interface Props<V extends string> {
  value: V;
  onValueChange(value: V): void;
  options: readonly RadioOption<V>[];
  'aria-label'?: string;
  'aria-labelledby'?: string;
  'aria-describedby'?: string | undefined;
  disabledReason?: string | undefined;
  className?: string;
}

/** A segmented row of radios; arrow keys move. */
export function RadioGroup<V extends string>({
  options,
  onValueChange,
  disabledReason,
  className,
  ...rest
}: Props<V>) {
  return (
    <Base
      {...rest}
      className={`segmented ${className ?? ''}`}
      disabled={disabledReason !== undefined}
      title={disabledReason}
      onValueChange={(value) => onValueChange(value as V)}
    >
      {options.map(({ value, label, name, icon: Icon }) => (
        <Radio.Root key={value} value={value} className="segment" aria-label={name}>
          {Icon && <Icon size={14} aria-hidden="true" />}
          {label}
        </Radio.Root>
      ))}
    </Base>
  );
}
