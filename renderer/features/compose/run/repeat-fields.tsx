import { useEffect, useId, useState } from 'react';
import { MAX_REPEATS, type RepeatForm } from '../../../../core/contract/compose.ts';
import { NumberInput } from '../../../components/number-input.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { Tooltip } from '../../../components/tooltip.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { paceText, parsePace } from './pace.ts';

interface Props {
  repeat: RepeatForm;
  /** Why these cannot go as one batch. */
  noBatchReason: string | undefined;
  onEdit(patch: Partial<RepeatForm>): void;
}

/** How often, how fast, and whether as one. */
export function RepeatFields({ repeat, noBatchReason, onEdit }: Props) {
  const t = useText();
  const countId = useId();
  return (
    <div className="repeat-fields">
      <label htmlFor={countId}>{t('compose.repeat')}</label>
      <NumberInput
        id={countId}
        className="repeat-count"
        value={repeat.count}
        min={1}
        max={MAX_REPEATS}
        onCommit={(count) => onEdit({ count })}
      />
      <PaceInput everyMs={repeat.everyMs} onCommit={(everyMs) => onEdit({ everyMs })} />
      <Check
        label={t('compose.batch')}
        checked={repeat.batch && noBatchReason === undefined}
        disabledReason={noBatchReason}
        onChange={(batch) => onEdit({ batch })}
      />
      {repeat.count > 1 && (
        <Check
          label={t('compose.stopOnFailure')}
          checked={repeat.stopOnFailure}
          disabledReason={undefined}
          onChange={(stopOnFailure) => onEdit({ stopOnFailure })}
        />
      )}
    </div>
  );
}

function PaceInput({ everyMs, onCommit }: { everyMs: number; onCommit(ms: number): void }) {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState(paceText(everyMs));
  useEffect(() => setTyped(paceText(everyMs)), [everyMs]);
  const wrong = parsePace(typed) === undefined;
  return (
    <>
      <label htmlFor={id}>{t('compose.every')}</label>
      <TextInput
        id={id}
        data
        className="repeat-pace"
        value={typed}
        aria-invalid={wrong || undefined}
        title={t('compose.paceHelp')}
        onValueChange={setTyped}
        onBlur={() => {
          const ms = parsePace(typed);
          if (ms === undefined) return;
          onCommit(ms);
          setTyped(paceText(ms));
        }}
      />
      {wrong && <span className="meta field-error">{t('compose.paceHelp')}</span>}
    </>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  disabledReason: string | undefined;
  onChange(checked: boolean): void;
}

function Check({ label, checked, disabledReason, onChange }: CheckProps) {
  const disabled = disabledReason !== undefined;
  return (
    <Tooltip label={disabledReason}>
      <label className="repeat-check" aria-disabled={disabled || undefined}>
        <input
          type="checkbox"
          className="checkbox"
          checked={checked}
          aria-disabled={disabled || undefined}
          onChange={(event) => {
            if (!disabled) onChange(event.target.checked);
          }}
        />
        {label}
      </label>
    </Tooltip>
  );
}
