import type { KeyboardEvent, PointerEvent } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { INSPECTOR_MAX_WIDTH, INSPECTOR_MIN_WIDTH, useUi } from '../../store/ui-store.ts';

const KEY_STEP_PX = 16;

/** The inspector's left edge: dragged, or moved with the arrow keys. */
export function ResizeEdge({ width }: { width: number }) {
  const t = useText();
  const { inspectorResized } = useUi.getState();
  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0;
    inspectorResized(right - event.clientX);
  };
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? KEY_STEP_PX : event.key === 'ArrowRight' ? -KEY_STEP_PX : 0;
    if (by === 0) return;
    event.preventDefault();
    inspectorResized(width + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a splitter has a value, a rule has none
    <div
      role="separator"
      className="resize-edge"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('message.resize')}
      aria-valuenow={width}
      aria-valuemin={INSPECTOR_MIN_WIDTH}
      aria-valuemax={INSPECTOR_MAX_WIDTH}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={step}
    />
  );
}
