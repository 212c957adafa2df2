import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { IconButton } from '../components/button.tsx';
import { Kbd } from '../components/kbd.tsx';
import { useText } from '../i18n/i18n.ts';
import { boundKeys } from '../keys/use-keys.ts';

/** Every key that works on the screen now. */
export function KeyList({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useText();
  const popup = useRef<HTMLDivElement>(null);
  const keys = useMemo(() => (open ? boundKeys() : []), [open]);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-scrim" />
        {/* Focus on the button would open its tooltip, which then takes the first Escape. */}
        <Dialog.Popup ref={popup} initialFocus={popup} className="dialog key-list">
          <div className="key-list-head">
            <Dialog.Title className="dialog-title">{t('frame.allKeys')}</Dialog.Title>
            <IconButton icon={X} label={t('common.close')} onClick={onClose} />
          </div>
          <ul>
            {keys.map(({ key, label }) => (
              <li key={key}>
                <span>{t(label)}</span>
                <Kbd combo={key} />
              </li>
            ))}
          </ul>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
