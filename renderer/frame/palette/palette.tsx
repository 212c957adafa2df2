// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus and names its option by aria-activedescendant
// biome-ignore-all lint/a11y/useSemanticElements: options in groups, walked by keys
import './palette.css';
import { Dialog } from '@base-ui/react/dialog';
import { Fragment, type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Kbd } from '../../components/kbd.tsx';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/i18n.ts';
import { findItems, type PaletteGroup, type PaletteItem, paletteQuery } from './find-items.ts';
import { closePalette, usePalette } from './palette-store.ts';
import { usePaletteItems } from './use-palette-items.ts';

const GROUP_WORDS: Record<PaletteGroup, TextKey> = {
  place: 'palette.places',
  topic: 'palette.topics',
  group: 'palette.groups',
  message: 'palette.messages',
  action: 'palette.actions',
  recent: 'palette.recent',
};

/** Everything by a few letters: places, topics, messages by key, actions, recent work. */
export function Palette() {
  const t = useText();
  const open = usePalette((palette) => palette.open);
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) closePalette();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-scrim" />
        <Dialog.Popup className="palette" aria-label={t('palette.title')} initialFocus={field}>
          <PaletteBody field={field} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const items = usePaletteItems(typed);
  const found = useMemo(() => findItems(items, paletteQuery(typed)), [items, typed]);
  const current = found[Math.min(at, found.length - 1)];
  useEffect(() => {
    if (current !== undefined)
      document.getElementById(optionId(current))?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0)
      setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    if (event.key === 'Enter' && current !== undefined) choose(current);
    if (step !== 0 || event.key === 'Enter') event.preventDefault();
  };
  return (
    <>
      <input
        ref={field}
        className="palette-input"
        role="combobox"
        aria-label={t('palette.field')}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={current && optionId(current)}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={t('palette.placeholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" className="palette-list" role="listbox" aria-label={t('palette.title')}>
        {found.map((item, index) => (
          <Fragment key={item.id}>
            {item.group !== found[index - 1]?.group && (
              <div className="palette-group" role="presentation">
                {t(GROUP_WORDS[item.group])}
              </div>
            )}
            <Option item={item} current={item === current} />
          </Fragment>
        ))}
      </div>
      {found.length === 0 && <p className="palette-none hint">{t('palette.none')}</p>}
    </>
  );
}

function Option({ item, current }: { item: PaletteItem; current: boolean }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      id={optionId(item)}
      role="option"
      className="palette-option"
      aria-selected={current}
      aria-disabled={item.reason !== undefined || undefined}
      onClick={() => choose(item)}
    >
      <span className="truncate">{item.label}</span>
      {(item.reason ?? item.hint) !== undefined && (
        <span className="hint truncate palette-hint">{item.reason ?? item.hint}</span>
      )}
      {item.shortcut !== undefined && <Kbd combo={item.shortcut} />}
    </div>
  );
}

/** What cannot be done now says so in its line; the palette stays. */
function choose(item: PaletteItem): void {
  if (item.reason !== undefined) return;
  closePalette();
  // After the dialog gave the focus back: what is done may take it.
  requestAnimationFrame(item.run);
}

const optionId = ({ id }: PaletteItem): string => `palette-${id}`;
