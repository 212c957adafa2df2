import { Copy } from 'lucide-react';
import { copyText } from '../../bridge/copy-text.ts';
import { IconButton } from '../../components/button.tsx';
import { showToast } from '../../components/toast.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Puts one value on the clipboard. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useText();
  return (
    <IconButton
      className="copy-button"
      icon={Copy}
      size="small"
      label={label}
      onClick={() => void copyText(text).then(() => showToast(t('message.copied')))}
    />
  );
}
