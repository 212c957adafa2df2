import { Search } from 'lucide-react';
import { Kbd } from '../../components/kbd.tsx';
import { useText } from '../../i18n/i18n.ts';
import { openPalette } from './palette-store.ts';

/** The title bar's way into the palette, with its key. */
export function PaletteField() {
  const t = useText();
  return (
    <button type="button" className="palette-field" aria-haspopup="dialog" onClick={openPalette}>
      <Search size={14} aria-hidden="true" />
      <span className="truncate">{t('palette.open')}</span>
      <Kbd combo="mod+k" />
    </button>
  );
}
