import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/** Pixels of a row by the density chosen in Settings; `--row-height` says the same to the style sheets. */
export const ROW_HEIGHT = { compact: 24, comfortable: 30 } as const;

/** Inner height of an element, as it changes. */
export function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => setHeight(element.current?.clientHeight ?? 0), [element]);
  useEffect(() => {
    const observer = new ResizeObserver(() => setHeight(element.current?.clientHeight ?? 0));
    if (element.current !== null) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return height;
}

/** Room the head leaves for it, so that its columns stand above the rows'. */
export function useScrollbarWidth(element: RefObject<HTMLElement | null>, heightPx: number): number {
  const [width, setWidth] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again with each new size
  useLayoutEffect(() => {
    const box = element.current;
    setWidth(box === null ? 0 : box.offsetWidth - box.clientWidth);
  }, [element, heightPx]);
  return width;
}
