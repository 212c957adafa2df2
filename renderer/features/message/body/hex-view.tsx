import { useRef } from 'react';
import { useText } from '../../../i18n/i18n.ts';
import { LineList } from './line-list.tsx';
import { hexLine, hexLineCount } from './model/hex.ts';

/** Offset, eight bytes, their ASCII: read from the bytes line by line as they are drawn. */
export function HexView({ body }: { body: Uint8Array }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  return (
    <LineList
      box={box}
      className="data body-lines hex-lines"
      role="group"
      aria-label={t('message.view.hex')}
      data-view="hex"
      tabIndex={0}
      count={hexLineCount(body)}
    >
      {(index) => {
        const { offset, hex, ascii } = hexLine(body, index);
        return (
          <div key={index} className="line">
            <span className="hint">{offset}</span>
            {`  ${hex}  `}
            <span className="secondary">{ascii}</span>
          </div>
        );
      }}
    </LineList>
  );
}
