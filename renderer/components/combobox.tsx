import { Autocomplete } from '@base-ui/react/autocomplete';
import { ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { FieldControl } from './field.tsx';

interface Props extends Partial<FieldControl> {
  value: string;
  onValueChange(value: string): void;
  onBlur?(): void;
  onFocus?(): void;
  /** Suggestions; anything may be typed. */
  items: readonly string[];
  /** Under the suggestions or instead of them. */
  note?: ReactNode;
  openLabel: string;
  placeholder?: string;
  autoFocus?: boolean;
}

/** A text field with suggestions: typing narrows them, ↓ walks them, Enter takes one. */
export function Combobox({
  value,
  onValueChange,
  onBlur,
  onFocus,
  items,
  note,
  openLabel,
  placeholder,
  autoFocus,
  ...control
}: Props) {
  const [wanted, setWanted] = useState(false);
  const typed = value.trim().toLowerCase();
  const hasContent = note !== undefined || items.some((item) => item.toLowerCase().includes(typed));
  return (
    <Autocomplete.Root
      items={items}
      // While open it hides the rest of the page from screen readers: never for a list with nothing in it.
      open={wanted && hasContent}
      onOpenChange={(open) => setWanted(open)}
      value={value}
      onValueChange={(next, { reason }) => {
        // Base UI empties the field on Escape when its list is closed; a field here is never cleared.
        if (reason === 'escape-key') setWanted(false);
        else onValueChange(String(next));
      }}
    >
      <Autocomplete.InputGroup className="combobox">
        <Autocomplete.Input
          {...control}
          className="text-input data"
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          autoFocus={autoFocus}
          onBlur={() => {
            setWanted(false);
            onBlur?.();
          }}
          onFocus={onFocus}
        />
        <Autocomplete.Trigger className="combobox-open" aria-label={openLabel} tabIndex={-1}>
          <ChevronsUpDown size={12} aria-hidden="true" />
        </Autocomplete.Trigger>
      </Autocomplete.InputGroup>
      <Autocomplete.Portal>
        <Autocomplete.Positioner className="popup-layer" sideOffset={4} align="start">
          <Autocomplete.Popup className="menu combobox-popup">
            <Autocomplete.List className="combobox-list">
              {(item: string) => (
                <Autocomplete.Item key={item} value={item} className="menu-item data">
                  <span className="truncate">{item}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
            {note && <div className="combobox-note help hint">{note}</div>}
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}
