import './diff.css';
import { ArrowLeftRight, GitCompare } from 'lucide-react';
import { useState } from 'react';
import type { CompareAs, DiffSide, DiffView } from '../../../core/contract/diff.ts';
import type { DiffLayout } from '../../../core/model/diff/layout.ts';
import { call } from '../../bridge/call.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { formatBytes, formatNumber } from '../../format/format.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import type { DiffRef } from '../../store/tabs.ts';
import { DiffBody } from './diff-body.tsx';
import { DiffResend, useResendKeys } from './diff-resend.tsx';
import { useDiffChoice } from './diff-store.ts';
import { FieldsTable } from './fields-table.tsx';
import { useDiff } from './use-diff.ts';

/** Two messages from anywhere, compared: bodies above, every field below. */
export function DiffPage({ left, right }: { left: DiffRef; right: DiffRef }) {
  const t = useText();
  const [swapped, setSwapped] = useState(false);
  const { view, error, reopen } = useDiff(swapped ? right : left, swapped ? left : right);
  return (
    <div className="diff">
      {view === undefined ? (
        <header className="view-header">
          <h1>{t('diff.title')}</h1>
        </header>
      ) : (
        <Compared
          view={view}
          sides={swapped ? [right, left] : [left, right]}
          onSwap={() => setSwapped(!swapped)}
          onGone={reopen}
        />
      )}
      {error && <InlineError error={error} />}
    </div>
  );
}

interface ComparedProps {
  view: DiffView;
  /** What is compared, as it stands. */
  sides: readonly [left: DiffRef, right: DiffRef];
  onSwap(): void;
  onGone(): void;
}

function Compared({ view, sides: [left, right], onSwap, onGone }: ComparedProps) {
  const t = useText();
  const { layout, compareAs, sameShown } = useDiffChoice();
  const [target, setTarget] = useState<{ row: number; presses: number }>();
  const body = view.body[compareAs];
  const next = async (): Promise<void> => {
    const after = target?.row ?? -1;
    const row = await call('diff.next', { diffId: view.diffId, compareAs, layout, after }).catch(onGone);
    if (typeof row === 'number') setTarget({ row, presses: (target?.presses ?? 0) + 1 });
  };
  const choose = (choice: { layout?: DiffLayout; compareAs?: CompareAs }): void => {
    useDiffChoice.setState(choice);
    setTarget(undefined);
  };
  const noChange = body.changes === 0 ? t('diff.sameBody') : undefined;
  useKeys([{ key: 'n', label: 'diff.next', run: () => void next(), disabled: noChange !== undefined }]);
  useResendKeys(left);
  const bothJson = view.left.body === 'json' && view.right.body === 'json';
  const changedFields = view.fields.filter(({ differs }) => differs).length;
  return (
    <>
      <header className="view-header">
        <h1 className="truncate">{view.left.title || t('diff.title')}</h1>
        <span className="diff-chip" data-differs={body.changes > 0 || undefined}>
          <GitCompare size={11} aria-hidden="true" />
          {bodyVerdict(view, compareAs, t)}
        </span>
        <span className="diff-chip" data-differs={changedFields > 0 || undefined}>
          {changedFields === 0 ? t('diff.sameFields') : t('diff.fields', { count: changedFields })}
        </span>
        <div className="view-header-end">
          <RadioGroup
            aria-label={t('diff.layout')}
            value={layout}
            onValueChange={(value) => choose({ layout: value })}
            options={[
              { value: 'sideBySide', label: t('diff.sideBySide') },
              { value: 'unified', label: t('diff.unified') },
            ]}
          />
          <RadioGroup
            aria-label={t('diff.compareAs')}
            value={compareAs}
            onValueChange={(value) => choose({ compareAs: value })}
            options={[
              { value: 'json', label: t(bothJson ? 'diff.json' : 'diff.text') },
              { value: 'bytes', label: t('diff.bytes') },
            ]}
          />
          <IconButton icon={ArrowLeftRight} label={t('diff.swap')} onClick={onSwap} />
        </div>
      </header>
      <div className="diff-sides">
        <Side side={view.left} target={left} label={t('diff.left')} />
        <Side side={view.right} target={right} label={t('diff.right')} />
      </div>
      <DiffBody
        key={`${view.diffId} ${compareAs} ${layout}`}
        {...{ view, compareAs, layout, target, onGone }}
      />
      <div className="diff-bar">
        <span className="hint help">{bodyNote(view, compareAs, bothJson, t)}</span>
        <Button size="small" tone="plain" shortcut="n" disabledReason={noChange} onClick={() => void next()}>
          {t('diff.next')}
        </Button>
      </div>
      <div className="diff-fields-box">
        <label className="diff-same-shown help">
          <input
            type="checkbox"
            className="checkbox"
            checked={sameShown}
            onChange={(event) => useDiffChoice.setState({ sameShown: event.target.checked })}
          />
          {t('diff.showSame')}
        </label>
        <FieldsTable fields={view.fields} sameShown={sameShown} />
      </div>
    </>
  );
}

function Side({ side, target, label }: { side: DiffSide; target: DiffRef; label: string }) {
  const t = useText();
  return (
    <section className="diff-side" aria-label={label}>
      <div className="diff-side-head">
        <strong className="truncate">{side.title}</strong>
        <span className="diff-kind">{t(`diff.kind.${side.kind}`)}</span>
        <span className="data hint">{formatBytes(side.bodyBytes)}</span>
        <DiffResend target={target} title={side.title} />
      </div>
      <div className="data secondary truncate">{[side.topic, side.place].filter(Boolean).join('  ')}</div>
    </section>
  );
}

function bodyVerdict(view: DiffView, compareAs: CompareAs, t: Translate): string {
  const { changes } = view.body[compareAs];
  if (view.sameBytes) return t('diff.sameBytes');
  return changes === 0 ? t('diff.sameBody') : t('diff.changes', { count: changes });
}

function bodyNote(view: DiffView, compareAs: CompareAs, bothJson: boolean, t: Translate): string {
  const { removed, added, coarse } = view.body[compareAs];
  const notes = [`-${formatNumber(removed)} +${formatNumber(added)}`];
  if (coarse) notes.push(t('diff.coarse'));
  if (compareAs === 'json' && !bothJson) notes.push(t('diff.notJson'));
  if (compareAs === 'json' && view.reordered.length > 0) {
    const paths = view.reordered.map((path) => path || t('diff.wholeDocument')).join(', ');
    notes.push(t('diff.reordered', { paths }));
  }
  return notes.join('  ');
}
