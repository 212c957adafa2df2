import { Eye } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import type { FieldControl } from '../../components/field.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Props extends FieldControl {
  value: string;
  onValueChange(value: string): void;
}

/** A secret can be seen while it is typed, by holding the eye; never afterwards. */
export function SecretInput({ value, onValueChange, ...control }: Props) {
  const t = useText();
  const [revealed, setRevealed] = useState(false);
  const hide = (): void => setRevealed(false);
  return (
    <div className="secret-input">
      <TextInput
        {...control}
        data
        type={revealed ? 'text' : 'password'}
        autoComplete="new-password"
        value={value}
        onValueChange={onValueChange}
      />
      <IconButton
        size="small"
        icon={Eye}
        label={t('home.reveal')}
        onPointerDown={() => setRevealed(true)}
        onPointerUp={hide}
        onPointerLeave={hide}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === ' ' || event.key === 'Enter') {
            event.preventDefault();
            setRevealed(true);
          }
        }}
        onKeyUp={hide}
      />
    </div>
  );
}
