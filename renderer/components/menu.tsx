import { Menu as Base } from '@base-ui/react/menu';
import { ChevronRight, type LucideIcon } from 'lucide-react';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { Kbd } from './kbd.tsx';

export interface ItemEntry {
  kind: 'item';
  label: ReactNode;
  icon?: LucideIcon;
  shortcut?: string;
  disabled?: boolean;
  /** Why it is disabled; drawn beside it. */
  reason?: string;
  run(): void;
}

/** A menu that opens beside its entry. */
interface SubmenuEntry {
  kind: 'menu';
  label: ReactNode;
  icon: LucideIcon;
  shortcut: string;
  entries: readonly ItemEntry[];
}

export type MenuEntry =
  | ItemEntry
  | SubmenuEntry
  | { kind: 'radio'; value: string; label: ReactNode; badge?: ReactNode }
  | { kind: 'separator' };

/** What acts or parts. */
export type ActEntry = Exclude<MenuEntry, { kind: 'radio' }>;

interface Props {
  /** The button; it gets the trigger's props. */
  trigger: ReactElement<Record<string, unknown>>;
  entries: readonly MenuEntry[];
  /** For entries of kind radio. */
  value?: string;
  onValueChange?(value: string): void;
  align?: 'start' | 'end';
}

export function Menu({ trigger, entries, value, onValueChange, align = 'start' }: Props) {
  const radios = entries.filter((entry) => entry.kind === 'radio');
  const others = entries.filter((entry) => entry.kind !== 'radio');
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="popup-layer" align={align} sideOffset={4}>
          <Base.Popup className="menu">
            {radios.length > 0 && (
              <Base.RadioGroup value={value} onValueChange={(next) => onValueChange?.(String(next))}>
                {radios.map((entry) => (
                  <Base.RadioItem
                    key={entry.value}
                    className="menu-item"
                    value={entry.value}
                    closeOnClick
                    data-current={entry.value === value || undefined}
                  >
                    <span className="truncate">{entry.label}</span>
                    {entry.badge}
                  </Base.RadioItem>
                ))}
              </Base.RadioGroup>
            )}
            <Items entries={others} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface ContextProps {
  /** In the window; undefined: closed. */
  at: { x: number; y: number } | undefined;
  label: string;
  entries: readonly ActEntry[];
  onClose(): void;
}

/** A menu at a point: of a right click, or of a row by the keyboard. The focus goes back to where it was. */
export function ContextMenu({ at, label, entries, onClose }: ContextProps) {
  // The entries stay while the menu fades.
  const last = useRef({ at: { x: 0, y: 0 }, entries });
  if (at !== undefined) last.current = { at, entries };
  const { x, y } = last.current.at;
  return (
    <Base.Root
      open={at !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          className="popup-layer"
          align="start"
          sideOffset={2}
          anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }}
        >
          <Base.Popup className="menu" aria-label={label}>
            <Items entries={last.current.entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Items({ entries }: { entries: readonly ActEntry[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: entries are fixed while the menu is open
  return entries.map((entry, index) => <Entry key={index} entry={entry} />);
}

function Entry({ entry }: { entry: ActEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Base.Separator className="menu-separator" />;
    case 'menu':
      return <Submenu {...entry} />;
    case 'item':
      return (
        <Base.Item className="menu-item" disabled={entry.disabled} onClick={entry.run}>
          {entry.icon && <entry.icon size={14} aria-hidden="true" />}
          <span className="truncate">{entry.label}</span>
          {entry.reason !== undefined && <span className="menu-reason meta hint">{entry.reason}</span>}
          {entry.shortcut && <Kbd combo={entry.shortcut} />}
        </Base.Item>
      );
  }
}

function Submenu({ label, icon: Icon, shortcut, entries }: SubmenuEntry) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="menu-item">
        <Icon size={14} aria-hidden="true" />
        <span className="truncate">{label}</span>
        <Kbd combo={shortcut} />
        <ChevronRight size={14} aria-hidden="true" />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className="popup-layer" alignOffset={-4}>
          <Base.Popup className="menu">
            <Items entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}
