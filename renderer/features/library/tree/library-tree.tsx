// biome-ignore-all lint/a11y/useSemanticElements: a tree has no element of its own
// biome-ignore-all lint/a11y/useFocusableInteractive: the tree has the focus and names its line by aria-activedescendant
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { LibraryEntry, LibraryView } from '../../../../core/contract/library.ts';
import { useHeight } from '../../../components/grid/measure.ts';
import { scrollToReveal, visibleLines } from '../../../components/grid/window.ts';
import { TextInput } from '../../../components/text-input.tsx';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { openTemplate } from '../library-actions.ts';
import { useLibrary } from '../library-store.ts';
import { TreeItem } from './tree-item.tsx';
import { useBodySearch } from './use-body-search.ts';
import { foundLines, type TreeLine, treeLines } from './visible-entries.ts';

const ROW_HEIGHT = 26;
const MAX_LINES = 100;

/** The library's files; what is searched for is found in names, fields and bodies. */
export function LibraryTree({ view }: { view: LibraryView }) {
  const t = useText();
  const [search, setSearch] = useState('');
  const shut = useLibrary((library) => library.shut);
  const place = useLibrary((library) => library.place);
  const byBody = useBodySearch(search, view.revision);
  const lines =
    search.trim() === '' ? treeLines(view.entries, shut) : foundLines(view.entries, search, byBody);
  const [folder, setFolder] = useState<string>();
  const current = folder ?? (place?.kind === 'file' ? place.path : undefined);
  const at = lines.findIndex(({ entry }) => entry.path === current);
  const { placeChosen, folderToggled } = useLibrary.getState();

  const choose = (entry: LibraryEntry): void => {
    setFolder(entry.kind === 'folder' ? entry.path : undefined);
    if (entry.kind !== 'folder') placeChosen({ kind: 'file', path: entry.path });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keyAct(event.key, lines, at, shut, { choose, toggle: folderToggled });
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <>
      <div className="library-search">
        <TextInput
          type="search"
          aria-label={t('library.search')}
          placeholder={t('library.search')}
          value={search}
          onValueChange={setSearch}
        />
      </div>
      <Lines
        lines={lines}
        at={at}
        shut={shut}
        onKeyDown={onKeyDown}
        onChoose={(entry) => {
          choose(entry);
          if (entry.kind === 'folder') folderToggled(entry.path);
        }}
      />
      {search.trim() !== '' && lines.length === 0 && (
        <p className="library-note hint help">{t('library.noMatch')}</p>
      )}
      {view.cut && (
        <p className="library-note hint help">
          {t('library.cut', {
            count: formatNumber(view.entries.filter(({ kind }) => kind !== 'folder').length),
          })}
        </p>
      )}
    </>
  );
}

interface LinesProps {
  lines: readonly TreeLine[];
  at: number;
  shut: ReadonlySet<string>;
  onKeyDown(event: KeyboardEvent): void;
  onChoose(entry: LibraryEntry): void;
}

function Lines({ lines, at, shut, onKeyDown, onChoose }: LinesProps) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const height = useHeight(box);
  const [scrollTop, setScrollTop] = useState(0);
  const count = lines.length;
  const { first, last } = visibleLines({ scrollTop, height, rowHeight: ROW_HEIGHT, count, limit: MAX_LINES });
  // biome-ignore lint/correctness/useExhaustiveDependencies: followed when it moves, not when the size changes
  useLayoutEffect(() => {
    if (box.current === null || at < 0) return;
    const { scrollTop: now } = box.current;
    box.current.scrollTop = scrollToReveal({ line: at, scrollTop: now, height, rowHeight: ROW_HEIGHT });
  }, [at]);
  return (
    <div
      ref={box}
      role="tree"
      className="library-tree"
      aria-label={t('library.title')}
      aria-activedescendant={at >= first && at < last ? `library-line-${at}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div role="presentation" className="library-lines" style={{ height: count * ROW_HEIGHT }}>
        {lines.slice(first, last).map((line, index) => (
          <TreeItem
            key={line.entry.path}
            id={`library-line-${first + index}`}
            line={line}
            topPx={(first + index) * ROW_HEIGHT}
            current={first + index === at}
            open={!shut.has(line.entry.path)}
            onChoose={() => onChoose(line.entry)}
            onOpen={() => void openEntry(line.entry)}
          />
        ))}
      </div>
    </div>
  );
}

async function openEntry(entry: LibraryEntry): Promise<void> {
  if (entry.kind === 'message') await openTemplate(entry.path);
}

interface Acts {
  choose(entry: LibraryEntry): void;
  toggle(path: string): void;
}

/** What a key does in the tree; undefined: it is not one of its keys. */
function keyAct(
  key: string,
  lines: readonly TreeLine[],
  at: number,
  shut: ReadonlySet<string>,
  { choose, toggle }: Acts,
): (() => void) | undefined {
  const line = lines[at];
  const go = (to: number) => {
    const target = lines[Math.max(0, Math.min(lines.length - 1, to))];
    return target === undefined ? undefined : () => choose(target.entry);
  };
  const { dialogOpened } = useLibrary.getState();
  switch (key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at < 0 ? 0 : at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(lines.length - 1);
    case 'ArrowLeft':
    case 'ArrowRight': {
      if (line?.entry.kind !== 'folder' || shut.has(line.entry.path) === (key === 'ArrowLeft'))
        return undefined;
      const { path } = line.entry;
      return () => toggle(path);
    }
    case 'Enter':
      if (line === undefined) return undefined;
      return () => (line.entry.kind === 'folder' ? toggle(line.entry.path) : void openEntry(line.entry));
    case 'F2':
      return line && (() => dialogOpened({ kind: 'move', path: line.entry.path }));
    case 'Delete':
      return line && (() => dialogOpened(removal(line.entry)));
    default:
      return undefined;
  }
}

const removal = (entry: LibraryEntry) =>
  ({
    kind: 'remove',
    path: entry.path,
    messages: entry.kind === 'folder' ? entry.messages : undefined,
  }) as const;
