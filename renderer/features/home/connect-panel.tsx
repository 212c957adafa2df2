import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ErrorData } from '../../../core/model/error.ts';
import { errorData } from '../../bridge/window-error.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { useUi } from '../../store/ui-store.ts';
import { connectAsTyped, withPort } from './connect.ts';
import { Credentials } from './credentials.tsx';
import { RouteResult } from './route-result.tsx';

/** Fields whose error stands at the field; every other error stands below the form. */
const CREDENTIAL_FIELDS = ['accessKey', 'secretKey', 'channel'];

export function ConnectPanel({ onStartSandbox }: { onStartSandbox(): void }) {
  const t = useText();
  const form = useUi((ui) => ui.connectForm);
  const { connectFormEdited } = useUi.getState();
  const [connecting, setConnecting] = useState(false);
  const [error, setError] = useState<ErrorData>();
  const [connectedId, setConnectedId] = useState<string>();
  const addressInput = useRef<HTMLInputElement>(null);

  const connect = async (): Promise<void> => {
    if (connecting) return;
    setConnecting(true);
    setError(undefined);
    setConnectedId(undefined);
    try {
      const { connectForm, secretTyped } = useUi.getState();
      setConnectedId((await connectAsTyped(connectForm, secretTyped)).profileId);
    } catch (caught) {
      setError(errorData(caught));
    }
    setConnecting(false);
  };

  const field = error?.code === 'INPUT' ? String(error.params.field) : undefined;
  const atCredentials = field !== undefined && CREDENTIAL_FIELDS.includes(field);
  const addressBad = error?.code === 'INPUT' && !atCredentials;
  return (
    <form
      className="home-column"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      <div className="home-connect-row">
        <Field label={t('home.address')} fact={t('home.connectHelp')}>
          {(control) => (
            <TextInput
              {...control}
              ref={addressInput}
              aria-invalid={addressBad || undefined}
              data
              value={form.nameServers}
              onValueChange={(nameServers) => connectFormEdited({ nameServers })}
            />
          )}
        </Field>
        <Button id="connect-button" type="submit" aria-busy={connecting}>
          {t(connecting ? 'home.connecting' : 'home.connect')}
        </Button>
      </div>
      {form.accessKeyShown ? (
        <Credentials
          errors={atCredentials && error !== undefined ? { [field]: fieldErrorText(error, t) } : {}}
        />
      ) : (
        <div>
          <Button
            tone="plain"
            size="small"
            icon={Plus}
            aria-expanded={false}
            onClick={() => connectFormEdited({ accessKeyShown: true })}
          >
            {t('home.accessKey')}
          </Button>
        </div>
      )}
      {error && !atCredentials && (
        <InlineError
          error={error}
          remedies={{
            addPort: () => {
              const { value, suggestion } = error.params;
              connectFormEdited({
                nameServers: withPort(form.nameServers, String(value), String(suggestion)),
              });
              setError(undefined);
              addressInput.current?.focus();
            },
            checkAddress: () => addressInput.current?.select(),
            checkCredentials: () => connectFormEdited({ accessKeyShown: true }),
            startSandbox: onStartSandbox,
            retry: () => void connect(),
          }}
        />
      )}
      {connectedId !== undefined && <RouteResult profileId={connectedId} />}
    </form>
  );
}
