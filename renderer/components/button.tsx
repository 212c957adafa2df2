import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import { Tooltip } from './tooltip.tsx';

type Tone = 'plain' | 'outlined' | 'primary' | 'danger' | 'ack' | 'later' | 'link';

interface Common extends Omit<ComponentProps<'button'>, 'disabled' | 'children'> {
  /** Why it cannot be pressed now. It stays focusable, says the reason in its tooltip, and does nothing. */
  disabledReason?: string | undefined;
}

interface ButtonProps extends Common {
  children: ReactNode;
  /** primary: at most one a view. ack and later: the two decisions. */
  tone?: Tone;
  /** small 24 px (in rows), normal 28 px, large 32 px (the primary of a form). */
  size?: 'small' | 'normal' | 'large';
  icon?: LucideIcon;
  /** Printed on the button; binding it is useKeys' business. */
  shortcut?: string;
  tooltip?: ReactNode;
}

export function Button({
  children,
  tone = 'outlined',
  size = 'normal',
  icon: Icon,
  shortcut,
  tooltip,
  disabledReason,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const disabled = disabledReason !== undefined;
  return (
    <Tooltip label={disabledReason ?? tooltip}>
      <button
        type="button"
        {...rest}
        className={`button ${tone} ${size} ${className ?? ''}`}
        aria-disabled={disabled || undefined}
        onClick={disabled ? (event) => event.preventDefault() : onClick}
      >
        {Icon && <Icon size={14} aria-hidden="true" />}
        <span className="button-label">{children}</span>
        {shortcut && <Kbd combo={shortcut} />}
      </button>
    </Tooltip>
  );
}

interface IconButtonProps extends Common {
  icon: LucideIcon;
  /** Its accessible name and, with the key, its tooltip. */
  label: string;
  shortcut?: string;
  size?: 'small' | 'normal';
}

export function IconButton({
  icon: Icon,
  label,
  shortcut,
  size = 'normal',
  disabledReason,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const disabled = disabledReason !== undefined;
  const tip = (
    <>
      {disabledReason ?? label}
      {shortcut && <Kbd combo={shortcut} />}
    </>
  );
  return (
    <Tooltip label={tip}>
      <button
        type="button"
        {...rest}
        className={`icon-button ${size} ${className ?? ''}`}
        aria-label={label}
        aria-disabled={disabled || undefined}
        onClick={disabled ? (event) => event.preventDefault() : onClick}
      >
        <Icon size={14} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
