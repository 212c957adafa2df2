import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

interface Props {
  /** undefined: no tooltip, the child as it is. */
  label: ReactNode | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** The element that has the tooltip; it gets the trigger's props. */
  children: ReactElement<Record<string, unknown>>;
}

/** For sighted pointer and keyboard users; what must be heard goes into the element's own name or description. */
export function Tooltip({ label, side = 'bottom', children }: Props) {
  if (label === undefined || label === '') return children;
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={400} />
      <Base.Portal>
        <Base.Positioner className="popup-layer" side={side} sideOffset={6}>
          <Base.Popup className="tooltip">{label}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
