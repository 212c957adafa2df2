import { Eye } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';

/** Access key, secret key, channel. The secret is write only: it can be seen while it is typed, never afterwards. */
export function Credentials({ errors }: { errors: Record<string, string> }) {
  const t = useText();
  const form = useUi((ui) => ui.connectForm);
  const secret = useUi((ui) => ui.secretTyped);
  const inMemory = useHost((host) => host.app?.dataFolder.secrets === 'memory');
  const known = useHost((host) =>
    host.app?.recents.some(
      (recent) =>
        recent.nameServers === form.nameServers.trim() && recent.accessKey === form.accessKey.trim(),
    ),
  );
  const { connectFormEdited, secretEdited } = useUi.getState();
  const [revealed, setRevealed] = useState(false);
  const hide = (): void => setRevealed(false);
  return (
    <div className="home-credentials">
      <Field label={t('home.accessKey')} error={errors.accessKey}>
        {(control) => (
          <TextInput
            {...control}
            data
            value={form.accessKey}
            onValueChange={(accessKey) => connectFormEdited({ accessKey })}
          />
        )}
      </Field>
      <Field
        label={t('home.secretKey')}
        error={errors.secretKey}
        fact={known ? t('home.secretKept') : undefined}
      >
        {(control) => (
          <div className="secret-input">
            <TextInput
              {...control}
              data
              type={revealed ? 'text' : 'password'}
              autoComplete="new-password"
              value={secret}
              onValueChange={secretEdited}
            />
            <IconButton
              size="small"
              icon={Eye}
              label={t('home.reveal')}
              onPointerDown={() => setRevealed(true)}
              onPointerUp={hide}
              onPointerLeave={hide}
              onBlur={hide}
              onKeyDown={(event) => {
                if (event.key === ' ' || event.key === 'Enter') {
                  event.preventDefault();
                  setRevealed(true);
                }
              }}
              onKeyUp={hide}
            />
          </div>
        )}
      </Field>
      <Field label={t('home.channel')} fact={t('home.channelFact')} error={errors.channel}>
        {(control) => (
          <TextInput
            {...control}
            data
            value={form.channel}
            onValueChange={(channel) => connectFormEdited({ channel })}
          />
        )}
      </Field>
      {inMemory && <p className="help hint">{t('home.secretsInMemory')}</p>}
    </div>
  );
}
