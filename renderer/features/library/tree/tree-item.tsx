// biome-ignore-all lint/a11y/useFocusableInteractive: the tree has the focus and names its line by aria-activedescendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the tree's own keys choose and open
import { FileText, Folder, FolderOpen, TriangleAlert } from 'lucide-react';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import type { TreeLine } from './visible-entries.ts';

interface Props {
  id: string;
  line: TreeLine;
  topPx: number;
  current: boolean;
  /** Of a folder. */
  open: boolean;
  onChoose(): void;
  onOpen(): void;
}

export function TreeItem({ id, line: { entry, level }, topPx, current, open, onChoose, onOpen }: Props) {
  const t = useText();
  const Icon =
    entry.kind === 'problem'
      ? TriangleAlert
      : entry.kind === 'message'
        ? FileText
        : open
          ? FolderOpen
          : Folder;
  return (
    <div
      id={id}
      role="treeitem"
      className="library-line"
      aria-level={level}
      aria-selected={current}
      aria-expanded={entry.kind === 'folder' ? open : undefined}
      aria-label={entry.kind === 'problem' ? t('library.problemName', { name: entry.name }) : undefined}
      data-kind={entry.kind}
      style={{ transform: `translateY(${topPx}px)`, paddingLeft: 12 + (level - 1) * 16 }}
      title={entry.path}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <Icon size={14} aria-hidden="true" />
      <span className="truncate">{entry.name}</span>{' '}
      {entry.kind === 'folder' && <span className="library-count">{formatNumber(entry.messages)}</span>}
    </div>
  );
}
