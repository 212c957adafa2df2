import { Field } from '../../components/field.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { SecretInput } from './secret-input.tsx';

/** Access key, secret key, channel. The secret is write only: it can be seen while it is typed, never afterwards. */
export function Credentials({ errors }: { errors: Record<string, string> }) {
  const t = useText();
  const form = useUi((ui) => ui.connectForm);
  const secret = useUi((ui) => ui.secretTyped);
  const inMemory = useHost((host) => host.app?.dataFolder.secrets === 'memory');
  const known = useHost((host) =>
    host.app?.saved.some(
      (saved) =>
        saved.nameServers === form.nameServers.trim() &&
        saved.accessKey === form.accessKey.trim() &&
        saved.secret !== 'missing',
    ),
  );
  const { connectFormEdited, secretEdited } = useUi.getState();
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
        {(control) => <SecretInput {...control} value={secret} onValueChange={secretEdited} />}
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
