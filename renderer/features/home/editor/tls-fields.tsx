import { openFile } from '../../../bridge/open-file.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { Check } from './check.tsx';
import type { EditorParts } from './profile-fields.tsx';

/** As the contract bounds it. */
const MAX_CA_BYTES = 65_536;

/** Whether TLS is spoken, and whom it trusts. */
export function TlsFields({ form, edit, errorOf }: EditorParts) {
  const t = useText();
  const open = async (): Promise<void> => {
    const file = await openFile({ accept: '.pem,.crt,.cer', maxBytes: MAX_CA_BYTES }).catch(() => undefined);
    if (file !== undefined) edit({ ca: new TextDecoder().decode(file.bytes) });
  };
  return (
    <>
      <Check label={t('home.tls')} checked={form.tls} onChange={(tls) => edit({ tls })} />
      {form.tls && (
        <div className="profile-nested">
          <Check
            label={t('connections.tlsVerify')}
            help={form.verify ? undefined : t('connections.tlsVerifyOff')}
            checked={form.verify}
            onChange={(verify) => edit({ verify })}
          />
          <Field label={t('connections.ca')} fact={t('connections.caFact')} error={errorOf('tls.ca')}>
            {(control) => (
              <textarea
                {...control}
                className="text-input data ca-text"
                spellCheck={false}
                value={form.ca}
                onChange={({ target }) => edit({ ca: target.value })}
              />
            )}
          </Field>
          <div>
            <Button size="small" onClick={() => void open()}>
              {t('connections.caFile')}
            </Button>
          </div>
          <Field label={t('connections.serverName')} fact={t('connections.serverNameFact')}>
            {(control) => (
              <TextInput
                {...control}
                data
                value={form.serverName}
                onValueChange={(serverName) => edit({ serverName })}
              />
            )}
          </Field>
        </div>
      )}
    </>
  );
}
