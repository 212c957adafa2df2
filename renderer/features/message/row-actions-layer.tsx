import { X } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { ContextMenu } from '../../components/menu.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { RowActions } from './use-row-actions.ts';

/** The context menu, the dialog an action asked for, and why an action failed. Once per page. */
export function RowActionsLayer({ actions }: { actions: RowActions }) {
  const t = useText();
  const { menu, dialog, error } = actions;
  return (
    <>
      {error && (
        <div className="bar row-action-error">
          <InlineError error={error} />
          <IconButton icon={X} size="small" label={t('common.dismiss')} onClick={actions.dismissError} />
        </div>
      )}
      <ContextMenu
        at={menu?.at}
        label={t('message.actions')}
        entries={menu?.entries ?? []}
        onClose={actions.closeMenu}
      />
      {dialog}
    </>
  );
}
