import { ClipboardPaste, Copy, Eraser } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { copyText } from '../../../bridge/copy-text.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ROW_HEIGHT, useHeight } from '../../../components/grid/measure.ts';
import { MAX_ROWS_IN_DOM, visibleLines } from '../../../components/grid/window.ts';
import { showToast } from '../../../components/toast.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { clearTranscript } from '../follow-operations.ts';
import { useOperations } from '../operations-store.ts';
import { PasteDialog } from './paste-dialog.tsx';
import { transcriptPython } from './to-python.ts';
import { TranscriptLine } from './transcript-line.tsx';

/** What was called and what came, newest last. */
export function TranscriptPanel() {
  const t = useText();
  const entries = useOperations((state) => state.entries);
  const [pasting, setPasting] = useState(false);
  const calls = entries.some(({ kind }) => kind === 'call');
  return (
    <section className="transcript" aria-labelledby="transcript-title">
      <header className="operations-part-head">
        <h2 id="transcript-title">{t('operations.transcript')}</h2>
        <div className="operations-part-actions">
          <Button
            size="small"
            icon={Copy}
            disabledReason={calls ? undefined : t('operations.noCalls')}
            onClick={() => void copyText(transcriptPython(entries)).then(() => showToast(t('common.copied')))}
          >
            {t('operations.copyPython')}
          </Button>
          <Button size="small" icon={ClipboardPaste} onClick={() => setPasting(true)}>
            {t('operations.pastePython')}
          </Button>
          <IconButton icon={Eraser} label={t('operations.clear')} onClick={() => void clearTranscript()} />
        </div>
      </header>
      {entries.length === 0 ? <EmptyState text={t('operations.noCalls')} /> : <Lines />}
      <PasteDialog open={pasting} onClose={() => setPasting(false)} />
    </section>
  );
}

/** Stays at the newest line until somebody scrolls away from it. */
function Lines() {
  const t = useText();
  const entries = useOperations((state) => state.entries);
  const density = useHost((host) => host.app?.settings.density ?? 'compact');
  const rowHeight = ROW_HEIGHT[density];
  const box = useRef<HTMLDivElement>(null);
  const height = useHeight(box);
  const [scrollTop, setScrollTop] = useState(0);
  const atEnd = useRef(true);
  const count = entries.length;
  const { first, last } = visibleLines({ scrollTop, height, rowHeight, count, limit: MAX_ROWS_IN_DOM });
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows each new line, and each new height
  useLayoutEffect(() => {
    if (atEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [count, height]);
  return (
    <div
      ref={box}
      className="transcript-lines"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keys
      tabIndex={0}
      role="log"
      aria-label={t('operations.transcript')}
      onScroll={({ currentTarget: { scrollTop: top, scrollHeight, clientHeight } }) => {
        atEnd.current = top + clientHeight >= scrollHeight - rowHeight;
        setScrollTop(top);
      }}
    >
      <ol style={{ height: count * rowHeight }}>
        {entries.slice(first, last).map((entry, index) => (
          <TranscriptLine key={entry.seq} entry={entry} topPx={(first + index) * rowHeight} />
        ))}
      </ol>
    </div>
  );
}
