import { useMemo } from 'react';
import { textOfBody } from '../../../../core/model/body-text.ts';
import { Button } from '../../../components/button.tsx';
import { formatBytes } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';

/** Of the file's bytes, those that are shown. */
const SHOWN_BYTES = 512;

interface Props {
  name: string;
  bytes: Uint8Array;
  describedBy: string | undefined;
  onChoose(): void;
}

/** A body that is a file's bytes: what it is called, and how it begins. */
export function FileBody({ name, bytes, describedBy, onChoose }: Props) {
  const t = useText();
  const start = useMemo(() => textOfBody('hex', bytes.subarray(0, SHOWN_BYTES)), [bytes]);
  return (
    <section className="file-body" aria-label={t('compose.body')} aria-describedby={describedBy}>
      <div className="file-body-head">
        <strong className="data">{name}</strong>
        <span className="hint">{formatBytes(bytes.length)}</span>
        <Button size="small" onClick={onChoose}>
          {t('compose.chooseFile')}
        </Button>
      </div>
      <pre className="data hint">{start}</pre>
      {bytes.length > SHOWN_BYTES && (
        <p className="meta hint">{t('compose.fileStart', { size: formatBytes(SHOWN_BYTES) })}</p>
      )}
    </section>
  );
}
