import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface TabOption<V extends string> {
  value: V;
  label: ReactNode;
  /** Drawn beside the label in hint colour. */
  count?: ReactNode;
}

interface Props<V extends string> {
  value: V;
  onValueChange(value: V): void;
  tabs: readonly TabOption<V>[];
  'aria-label': string;
  /** underline: panel heads. words: small links in a field's label line. */
  look?: 'underline' | 'words';
  /** The panel of the present tab. */
  children?: ReactNode;
  className?: string;
}

/** A tablist and the one panel that is shown. */
export function Tabs<V extends string>({
  value,
  onValueChange,
  tabs,
  look = 'underline',
  children,
  className,
  'aria-label': label,
}: Props<V>) {
  return (
    <Base.Root
      className={`tabs ${className ?? ''}`}
      value={value}
      onValueChange={(next) => onValueChange(next as V)}
    >
      <Base.List className={`tab-list ${look}`} aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className="tab">
            {tab.label}
            {tab.count !== undefined && <span className="tab-count">{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {children !== undefined && (
        <Base.Panel value={value} className="tab-panel" tabIndex={-1}>
          {children}
        </Base.Panel>
      )}
    </Base.Root>
  );
}
