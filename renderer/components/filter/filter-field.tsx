import './filter-field.css';
import { Filter as FilterIcon } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Kbd } from '../kbd.tsx';
import type { FilterProblem } from './use-filter-typing.ts';

interface Props {
  label: string;
  /** What may be typed, while nothing is. */
  hint: string;
  text: string;
  problem: FilterProblem | undefined;
  /** How many rows it shows; undefined: nothing to say. */
  count: string | undefined;
  field: RefObject<HTMLInputElement | null>;
  /** The key that leads here; drawn while the field is empty. */
  shortcut?: string;
  /** At the right end. */
  end?: ReactNode;
  onText(text: string): void;
}

/** One field: what is typed, how many rows that shows, and what is wrong with it, marked where it stands. */
export function FilterField({ label, hint, text, problem, count, field, shortcut, end, onText }: Props) {
  const underline = useRef<HTMLSpanElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const problemId = useId();
  useEffect(() => {
    if (underline.current !== null) underline.current.scrollLeft = scrolled;
  }, [scrolled]);
  return (
    <div className="filter-field" data-invalid={problem !== undefined || undefined}>
      <FilterIcon size={14} aria-hidden="true" className="filter-icon" />
      <div className="filter-text">
        <input
          ref={field}
          type="search"
          className="data"
          aria-label={label}
          placeholder={hint}
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={problem === undefined ? undefined : problemId}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter') return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
        />
        {problem?.part !== undefined && (
          <span ref={underline} className="filter-underline data" aria-hidden="true">
            {text.slice(0, problem.part.from)}
            <mark>{text.slice(problem.part.from, problem.part.to) || ' '}</mark>
          </span>
        )}
      </div>
      <span className="filter-count data hint" role="status">
        {count}
      </span>
      {shortcut !== undefined && text === '' && <Kbd combo={shortcut} />}
      {end}
      {problem !== undefined && (
        <p id={problemId} className="filter-problem help" role="alert">
          {problem.text}
        </p>
      )}
    </div>
  );
}
