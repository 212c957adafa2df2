import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { formatNumber } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  /** From 0. */
  at: number;
  total: number;
  title: string;
  onAt(at: number): void;
}

/** Which of several messages is shown. */
export function MessageStepper({ at, total, title, onAt }: Props) {
  const t = useText();
  return (
    <div className="resend-stepper">
      <IconButton
        icon={ChevronLeft}
        size="small"
        label={t('resend.previous')}
        disabledReason={at === 0 ? t('resend.previous') : undefined}
        onClick={() => onAt(at - 1)}
      />
      <IconButton
        icon={ChevronRight}
        size="small"
        label={t('resend.next')}
        disabledReason={at === total - 1 ? t('resend.next') : undefined}
        onClick={() => onAt(at + 1)}
      />
      <span className="truncate secondary" aria-live="polite">
        {t('resend.which', { at: formatNumber(at + 1), total: formatNumber(total), title })}
      </span>
    </div>
  );
}
