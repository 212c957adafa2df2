import { useDeferredValue, useMemo, useState } from 'react';
import { hasVariables, parseTemplate } from '../../../../core/model/template/parse.ts';
import { Button } from '../../../components/button.tsx';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { type Draft, templateTexts } from '../../../store/drafts.ts';
import { PreviewPanel } from './preview-panel.tsx';

interface Props {
  draft: Draft;
  onEdit(patch: Partial<Draft>): void;
}

/** Whether braces are variables, and what the next messages would carry. Nothing where there are no braces. */
export function VariableFacts({ draft, onEdit }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const settled = useDeferredValue(draft);
  const found = useMemo(() => {
    const texts = templateTexts(settled).filter(hasVariables);
    return { any: texts.length > 0, seq: texts.some(usesSeq) };
  }, [settled]);
  if (!found.any) return null;
  const next = [0, 1, 2].map((step) => formatNumber(draft.nextSeq + step)).join(', ');
  return (
    <>
      <span className="variable-facts">
        <label>
          <input
            type="checkbox"
            className="checkbox"
            checked={draft.variables}
            onChange={(event) => onEdit({ variables: event.target.checked })}
          />
          {t('compose.variables')}
        </label>
        {draft.variables && found.seq && <span className="hint">{t('compose.nextSeq', { next })}</span>}
        {draft.variables && (
          <Button tone="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('compose.preview')}
          </Button>
        )}
      </span>
      {open && draft.variables && <PreviewPanel draft={settled} />}
    </>
  );
}

const usesSeq = (text: string): boolean =>
  parseTemplate(text).some((part) => part.kind === 'variable' && part.variable.kind === 'seq');
