import { ListOrdered, Send } from 'lucide-react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { Button } from '../../../components/button.tsx';
import { formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { type Draft, sentDelayLevel } from '../../../store/drafts.ts';
import { RepeatFields } from './repeat-fields.tsx';
import { useOpenDrafts } from './send-list.tsx';

interface Props {
  draft: Draft;
  profile: ProfileView | undefined;
  /** Drafts of the list, in order; undefined while it is closed. */
  listed: readonly number[] | undefined;
  disabledReason: string | undefined;
  sending: boolean;
  onEdit(patch: Partial<Draft>): void;
  onListToggled(): void;
  onSend(): void;
}

/** How often, to where, and the one filled button. */
export function SendBar(props: Props) {
  const { draft, profile, listed, disabledReason, sending, onEdit, onListToggled, onSend } = props;
  const t = useText();
  const several = useOpenDrafts().length > 1;
  const messages = (listed?.length ?? 1) * draft.repeat.count;
  return (
    <div className="send-bar">
      <RepeatFields
        repeat={draft.repeat}
        noBatchReason={noBatchReason(draft, t)}
        onEdit={(patch) => onEdit({ repeat: { ...draft.repeat, ...patch } })}
      />
      {several && (
        <Button tone="plain" icon={ListOrdered} aria-expanded={listed !== undefined} onClick={onListToggled}>
          {t('compose.sendList')}
        </Button>
      )}
      <div className="send-end">
        <span className="hint truncate">
          {disabledReason ?? t('compose.to', { name: profile?.name ?? '' })}
        </span>
        <Button
          tone="primary"
          size="large"
          icon={Send}
          shortcut="mod+enter"
          disabledReason={disabledReason ?? (messages === 0 ? t('compose.noneChosen') : undefined)}
          aria-busy={sending}
          onClick={onSend}
        >
          {sending ? t('compose.sending') : sendText(messages, profile, t)}
        </Button>
      </div>
    </div>
  );
}

/** Why the messages cannot go as one batch: a delay, or another mode than sync. */
function noBatchReason(draft: Draft, t: Translate): string | undefined {
  if (sentDelayLevel(draft) > 0) return t('compose.batchDelayed');
  return draft.mode === 'sync' ? undefined : t('compose.batchMode');
}

function sendText(messages: number, profile: ProfileView | undefined, t: Translate): string {
  const isProduction = profile?.environment === 'production';
  if (messages <= 1)
    return isProduction ? t('connections.sendButton', { name: profile.name }) : t('compose.send');
  const count = formatNumber(messages);
  return isProduction
    ? t('compose.sendCountTo', { count, name: profile.name })
    : t('compose.sendCount', { count });
}
