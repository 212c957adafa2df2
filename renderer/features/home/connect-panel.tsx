import { Check, Plus } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { useUi } from '../../store/ui-store.ts';
import { connectAsTyped, withPort } from './connect.ts';
import { Credentials } from './credentials.tsx';
import { useHome } from './home-store.ts';

/** Fields whose error stands at the field; every other error stands below the form. */
const CREDENTIAL_FIELDS = ['accessKey', 'secretKey', 'channel'];

/** An address, what goes with it, and Connect. */
export function ConnectPanel({ onStartSandbox }: { onStartSandbox(): void }) {
  const t = useText();
  const form = useUi((ui) => ui.connectForm);
  const { connectFormEdited } = useUi.getState();
  const busy = useHome((home) => home.busyId !== undefined);
  const error = useHome((home) => home.error);
  const addressInput = useRef<HTMLInputElement>(null);

  const connect = (): void => {
    const { connectForm, secretTyped } = useUi.getState();
    void connectAsTyped(connectForm, secretTyped);
  };
  const field = error?.code === 'INPUT' ? String(error.params.field) : undefined;
  const atCredentials = form.accessKeyShown && field !== undefined && CREDENTIAL_FIELDS.includes(field);
  const addressBad = error?.code === 'INPUT' && error.params.field === 'nameServer';
  return (
    <form
      className="home-connect"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        connect();
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
        <Button id="connect-button" type="submit" aria-busy={busy}>
          {t(busy ? 'home.connecting' : 'home.connect')}
        </Button>
      </div>
      <div className="home-toggles">
        {!form.accessKeyShown && (
          <Button
            tone="plain"
            size="small"
            icon={Plus}
            aria-expanded={false}
            onClick={() => connectFormEdited({ accessKeyShown: true })}
          >
            {t('home.accessKey')}
          </Button>
        )}
        <Toggle label={t('home.tls')} on={form.tls} onChange={(tls) => connectFormEdited({ tls })} />
        <Toggle
          label={t('home.readOnly')}
          on={form.readOnly}
          onChange={(readOnly) => connectFormEdited({ readOnly })}
        />
      </div>
      {form.accessKeyShown && (
        <Credentials
          errors={atCredentials && error !== undefined ? { [field]: fieldErrorText(error, t) } : {}}
        />
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
              useHome.getState().attemptEnded();
              addressInput.current?.focus();
            },
            checkAddress: () => addressInput.current?.select(),
            checkCredentials: () => connectFormEdited({ accessKeyShown: true }),
            startSandbox: onStartSandbox,
            retry: connect,
          }}
        />
      )}
    </form>
  );
}

/** A switch as a word: pressed is on. */
function Toggle({ label, on, onChange }: { label: string; on: boolean; onChange(on: boolean): void }) {
  return (
    <Button
      tone="plain"
      size="small"
      icon={on ? Check : Plus}
      aria-pressed={on}
      className={on ? 'toggled' : ''}
      onClick={() => onChange(!on)}
    >
      {label}
    </Button>
  );
}
