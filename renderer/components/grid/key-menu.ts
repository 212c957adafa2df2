import type { MouseEvent } from 'react';

const MOUSE_RIGHT = 2;
/** Past the row's check box. */
const INDENT_PX = 40;

/**
 * Where the menu of the cursor's row opens when a key asks for it (the menu key, Shift+F10): the event is the grid's, which
 * has the focus. Undefined when a pointer asks, and when that row is out of sight.
 */
export function keyMenuPlace({
  button,
  target,
  currentTarget,
}: MouseEvent): { x: number; y: number } | undefined {
  if (button === MOUSE_RIGHT || target !== currentTarget) return undefined;
  const id = currentTarget.getAttribute('aria-activedescendant');
  const line = id === null ? null : document.getElementById(id);
  if (line === null) return undefined;
  const { left, bottom } = line.getBoundingClientRect();
  return { x: left + INDENT_PX, y: bottom };
}
