import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../../../i18n/i18n.ts';
import type { BodyReader } from './body-reader.ts';
import { LineList } from './line-list.tsx';

/** Narrower makes no text. */
const MIN_COLUMNS = 16;

/** The text as it is, wrapped at the panel's width. */
export function TextView({ reader }: { reader: BodyReader }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const sample = useRef<HTMLSpanElement>(null);
  const columns = useColumns(box, sample);
  useLayoutEffect(() => {
    if (columns !== undefined) reader.wrapAt(columns);
  }, [reader, columns]);
  return (
    <>
      <LineList
        box={box}
        className="data body-lines"
        role="group"
        aria-label={t('message.view.text')}
        data-view="text"
        tabIndex={0}
        count={reader.facts?.textLines ?? 0}
      >
        {(index) => (
          <div key={index} className="line">
            {reader.line('text', index) ?? ''}
          </div>
        )}
      </LineList>
      <span ref={sample} className="data body-lines sign-sample" aria-hidden="true">
        {'0'.repeat(SAMPLE_SIGNS)}
      </span>
    </>
  );
}

const SAMPLE_SIGNS = 20;

/** How many signs fit beside each other; undefined until it is measured. */
function useColumns(
  box: RefObject<HTMLDivElement | null>,
  sample: RefObject<HTMLSpanElement | null>,
): number | undefined {
  const [columns, setColumns] = useState<number>();
  useLayoutEffect(() => {
    const measure = (): void => {
      const width = box.current?.clientWidth ?? 0;
      const sign = (sample.current?.getBoundingClientRect().width ?? 0) / SAMPLE_SIGNS;
      if (width > 0 && sign > 0) setColumns(Math.max(MIN_COLUMNS, Math.floor(width / sign)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (box.current !== null) observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, sample]);
  return columns;
}
