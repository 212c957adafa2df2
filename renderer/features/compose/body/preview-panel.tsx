import { useEffect, useState } from 'react';
import type { PreviewedMessage } from '../../../../core/contract/compose.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { formatBytes, formatNumber } from '../../../format/format.ts';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { type Draft, toSendDraft } from '../../../store/drafts.ts';

const NEXT = 3;
/** Nothing is asked while a person types. */
const ASK_AFTER_MS = 200;

/** The next three messages with their variables filled in. Drawn values are examples: each send draws its own. */
export function PreviewPanel({ draft }: { draft: Draft }) {
  const t = useText();
  const [previewed, setPreviewed] = useState<PreviewedMessage[]>([]);
  const [error, setError] = useState<ErrorData>();
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      const variables = { seq: draft.nextSeq, scope: draft.draftKey };
      call('message.preview', { draft: toSendDraft(draft), variables, count: NEXT }).then(
        (found) => {
          if (!current) return;
          setPreviewed(found);
          setError(undefined);
        },
        (caught: unknown) => current && setError(errorData(caught)),
      );
    }, ASK_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft]);
  return (
    <section className="preview" aria-label={t('compose.previewTitle')}>
      <p className="meta hint">{t('compose.previewHelp')}</p>
      {error !== undefined ? (
        <p className="help fact-warn">{fieldErrorText(error, t)}</p>
      ) : (
        <ol>
          {previewed.map((message, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place in a list of fixed length
            <li key={at}>
              <span className="hint data">{formatNumber(draft.nextSeq + at)}</span>
              <span className="data truncate">{lineOf(message)}</span>
              <span className="hint data">{formatBytes(message.bodyBytes)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Tag, keys, properties and the body's beginning on one line. */
function lineOf({ tag, keys, properties, shardingKey, bodyStart }: PreviewedMessage): string {
  const facts = [tag, ...keys, shardingKey ?? '', ...properties.map(([name, value]) => `${name}=${value}`)];
  const body = new TextDecoder().decode(bodyStart).replace(/\s+/g, ' ');
  return [...facts.filter((fact) => fact !== ''), body].join('  ');
}
