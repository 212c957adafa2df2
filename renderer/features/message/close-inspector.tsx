import { X } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useUi } from '../../store/ui-store.ts';

/** At the right of an inspector's title. */
export function CloseInspector() {
  const t = useText();
  return (
    <IconButton
      icon={X}
      size="small"
      label={t('message.close')}
      shortcut="mod+i"
      onClick={useUi.getState().inspectorToggled}
    />
  );
}
