import { Field } from '../../../components/field.tsx';
import { NumberInput } from '../../../components/number-input.tsx';

interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  /** Where the slider ends; the box takes more. */
  sliderMax?: number;
  /** Instead of the label's own fact. */
  fact?: string | undefined;
  error?: string | undefined;
  onValueChange(value: number): void;
}

/** A slider for a quick change, and a box for an exact one. */
export function SliderField({ label, value, min, max, sliderMax = max, fact, error, onValueChange }: Props) {
  return (
    <Field className="slider-field" label={label} fact={fact} error={error}>
      {(control) => (
        <div className="slider-line">
          <input
            type="range"
            className="slider"
            aria-label={label}
            min={min}
            max={sliderMax}
            value={Math.min(value, sliderMax)}
            style={{ '--filled': `${filled(value, min, sliderMax)}%` } as React.CSSProperties}
            onChange={(event) => onValueChange(Number(event.target.value))}
          />
          <NumberInput {...control} value={value} min={min} max={max} onCommit={onValueChange} />
        </div>
      )}
    </Field>
  );
}

const filled = (value: number, min: number, max: number): number =>
  max === min ? 0 : (100 * (Math.min(value, max) - min)) / (max - min);
