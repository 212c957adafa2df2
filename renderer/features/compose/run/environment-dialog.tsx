import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { useText } from '../../../i18n/i18n.ts';

interface Props {
  error: ErrorData | undefined;
  /** Who asks: the draft's key. */
  scope: string;
  /** The variable may be read from now on, in this run. */
  onAllowed(): void;
  onClose(): void;
}

/** The variable of the environment that a refused send asked for; undefined for any other error. */
export function environmentAsked(error: ErrorData | undefined): string | undefined {
  return error?.params.rule === 'variableEnv' ? String(error.params.name) : undefined;
}

/** Asks before a draft reads the environment: its value goes into the message. */
export function EnvironmentDialog({ error, scope, onAllowed, onClose }: Props) {
  const t = useText();
  const name = environmentAsked(error);
  return (
    <Dialog
      open={name !== undefined}
      onClose={onClose}
      title={t('compose.envTitle', { name: name ?? '' })}
      actions={[
        {
          label: t('compose.envAllow', { name: name ?? '' }),
          run: () => {
            if (name !== undefined) void call('environment.allow', { scope, name }).then(onAllowed);
          },
        },
      ]}
    >
      {t('compose.envText')}
    </Dialog>
  );
}
