// biome-ignore-all lint/a11y/useFocusableInteractive: the tree has the focus and names its item by aria-activedescendant
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import type { BodyReader } from './body-reader.ts';
import { LineList } from './line-list.tsx';
import type { TreeLine } from './model/json-outline.ts';

const INDENT_PX = 14;
/** Deeper ones stand no further in. */
const MAX_INDENTS = 12;
const PAGE_LINES = 10;

/** JSON as a tree: arrows walk it, right and left unfold and fold. */
export function TreeView({ reader }: { reader: BodyReader }) {
  const t = useText();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState({ line: 0, reveals: 0 });
  const count = reader.facts?.treeLines ?? 0;
  const line = Math.min(cursor.line, Math.max(0, count - 1));
  const goTo = (next: number): void =>
    setCursor({ line: Math.min(count - 1, Math.max(0, next)), reveals: cursor.reveals + 1 });

  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keyAction(event.key, reader, line, count);
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (act.kind === 'toggle') reader.toggle(act.node);
    else goTo(act.line);
  };

  return (
    <LineList
      box={box}
      className="data body-lines tree-lines"
      role="tree"
      aria-label={t('message.view.tree')}
      active={{ line, id: `${id}-${line}` }}
      data-view="tree"
      tabIndex={0}
      count={count}
      reveal={line}
      reveals={cursor.reveals}
      onKeyDown={onKeyDown}
    >
      {(index) => {
        const item = reader.line('tree', index);
        return (
          <div
            key={index}
            id={`${id}-${index}`}
            role="treeitem"
            className="line"
            aria-level={item?.level ?? 1}
            aria-expanded={item?.open}
            aria-selected={index === line}
            style={item && { paddingLeft: (Math.min(item.level, MAX_INDENTS) - 1) * INDENT_PX }}
            onMouseDown={() => {
              setCursor({ ...cursor, line: index });
              if (item?.open !== undefined) reader.toggle(item.node);
            }}
          >
            {item && <Item item={item} t={t} />}
          </div>
        );
      }}
    </LineList>
  );
}

function Item({ item: { kind, name, value, size, open }, t }: { item: TreeLine; t: Translate }) {
  const Fold = open === true ? ChevronDown : ChevronRight;
  return (
    <>
      <span className="tree-fold">{open !== undefined && <Fold size={12} aria-hidden="true" />}</span>
      {name !== undefined && <span className="json-key">{name}</span>}
      {name !== undefined && (value !== undefined || kind === 'array' || open === false) && ': '}
      {value !== undefined && <span className={kind === 'string' ? 'json-str' : 'json-num'}>{value}</span>}
      {size !== undefined && (kind === 'array' || open === false || size === 0) && (
        <span className="hint">
          {t(kind === 'array' ? 'message.items' : 'message.members', {
            count: size,
            size: formatNumber(size),
          })}
        </span>
      )}
    </>
  );
}

type Act = { kind: 'toggle'; node: number } | { kind: 'go'; line: number };

/** What a key does in a tree (WAI-ARIA); undefined: nothing. */
function keyAction(key: string, reader: BodyReader, line: number, count: number): Act | undefined {
  const item = reader.line('tree', line);
  const go = (to: number): Act => ({ kind: 'go', line: to });
  switch (key) {
    case 'ArrowDown':
      return go(line + 1);
    case 'ArrowUp':
      return go(line - 1);
    case 'PageDown':
      return go(line + PAGE_LINES);
    case 'PageUp':
      return go(line - PAGE_LINES);
    case 'Home':
      return go(0);
    case 'End':
      return go(count - 1);
    case 'ArrowRight':
      if (item?.open === false) return { kind: 'toggle', node: item.node };
      return item?.open === true ? go(line + 1) : undefined;
    case 'ArrowLeft':
      if (item?.open === true) return { kind: 'toggle', node: item.node };
      return go(parentLine(reader, line));
    case 'Enter':
    case ' ':
      return item?.open === undefined ? undefined : { kind: 'toggle', node: item.node };
    default:
      return undefined;
  }
}

/** The line of what it is in, as far as that was read; else itself. */
function parentLine(reader: BodyReader, line: number): number {
  const level = reader.line('tree', line)?.level ?? 1;
  for (let above = line - 1; above >= 0; above--) {
    const item = reader.line('tree', above);
    if (item === undefined) return line;
    if (item.level < level) return above;
  }
  return line;
}
