import { NumberInput } from '../../../components/number-input.tsx';

interface Props {
  label: string;
  describedBy: string | undefined;
  value: number;
  limits: { min: number; max: number };
  /** What was typed is out of bounds, or no longer is. */
  onWrong(wrong: boolean): void;
  onCommit(value: number): void;
}

/** A number of a rule. One out of bounds is said while it is typed, and never taken. */
export function RuleNumber({ label, describedBy, value, limits, onWrong, onCommit }: Props) {
  const { min, max } = limits;
  return (
    <NumberInput
      aria-label={label}
      aria-describedby={describedBy}
      value={value}
      min={min}
      max={max}
      onTyped={(typed) => onWrong(typed < min || typed > max)}
      onCommit={onCommit}
      onBlur={() => onWrong(false)}
    />
  );
}
