import { useState } from 'react';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { PathField } from './path-field.tsx';
import { useAsking } from './use-asking.ts';

interface Props {
  title: string;
  confirmLabel: string;
  /** What stands in the field at first. */
  suggested: string;
  onClose(): void;
  /** `name` without blanks around it. What it throws stays in the dialog, else that closes. */
  onConfirm(name: string): Promise<void>;
}

/** Asks for a place in the library. */
export function PathDialog({ title, confirmLabel, suggested, onClose, onConfirm }: Props) {
  const [name, setName] = useState(suggested);
  const { error, clear, ask } = useAsking(onClose);
  return (
    <FormDialog
      title={title}
      confirmLabel={confirmLabel}
      onClose={onClose}
      onConfirm={() => ask(() => onConfirm(name.trim()))}
    >
      <PathField
        value={name}
        error={error}
        onValueChange={(next) => {
          clear();
          setName(next);
        }}
      />
    </FormDialog>
  );
}
