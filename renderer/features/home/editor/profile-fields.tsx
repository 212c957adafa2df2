import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import {
  ENVIRONMENTS,
  type Environment,
  PROFILE_COLOURS,
  type ProfileColour,
  type SavedProfile,
} from '../../../../core/contract/profiles.ts';
import { Field, FieldGroup } from '../../../components/field.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { SecretInput } from '../secret-input.tsx';
import { Check } from './check.tsx';
import type { ProfileForm } from './profile-form.ts';

/** What each part of the editor works on. */
export interface EditorParts {
  form: ProfileForm;
  edit(patch: Partial<ProfileForm>): void;
  /** By the field of an INPUT error. */
  errorOf(field: string): string | undefined;
}

/** What it is called, where it leads, what it is for. */
export function IdentityFields({ form, edit, errorOf }: EditorParts) {
  const t = useText();
  return (
    <>
      <Field label={t('connections.name')} fact={t('connections.nameFact')}>
        {(control) => (
          <TextInput
            {...control}
            value={form.name}
            maxLength={100}
            onValueChange={(name) => edit({ name })}
          />
        )}
      </Field>
      <Field label={t('home.address')} fact={t('home.connectHelp')} error={errorOf('nameServer')}>
        {(control) => (
          <TextInput
            {...control}
            data
            value={form.nameServers}
            onValueChange={(nameServers) => edit({ nameServers })}
          />
        )}
      </Field>
      <div className="profile-line">
        <Field label={t('connections.kind')}>
          {(control) => (
            <select
              {...control}
              className="text-input"
              value={form.environment}
              onChange={({ target }) => edit({ environment: target.value as Environment })}
            >
              {ENVIRONMENTS.map((environment) => (
                <option key={environment} value={environment}>
                  {t(`connections.environment.${environment}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <FieldGroup label={t('connections.colour')}>
          {(group) => (
            <RadioGroup
              {...group}
              className="colours"
              value={form.colour}
              onValueChange={(colour) => edit({ colour: colour as ProfileColour })}
            >
              {PROFILE_COLOURS.map((colour) => (
                <Radio.Root
                  key={colour}
                  value={colour}
                  className="colour"
                  data-colour={colour}
                  aria-label={t(`connections.colour.${colour}`)}
                  title={t(`connections.colour.${colour}`)}
                />
              ))}
            </RadioGroup>
          )}
        </FieldGroup>
      </div>
      <Check
        label={t('home.readOnly')}
        help={t('connections.readOnlyHelp')}
        checked={form.readOnly}
        onChange={(readOnly) => edit({ readOnly })}
      />
    </>
  );
}

/** What requests are signed with. The secret is write only. */
export function KeyFields({ form, edit, errorOf, saved }: EditorParts & { saved: SavedProfile | undefined }) {
  const t = useText();
  const inMemory = useHost((host) => host.app?.dataFolder.secrets === 'memory');
  const secretFact =
    saved === undefined || saved.secret === 'none'
      ? undefined
      : t(saved.secret === 'missing' ? 'connections.secretMissing' : 'home.secretKept');
  return (
    <>
      <div className="profile-line">
        <Field label={t('home.accessKey')} error={errorOf('accessKey')}>
          {(control) => (
            <TextInput
              {...control}
              data
              value={form.accessKey ?? ''}
              onValueChange={(accessKey) => edit({ accessKey })}
            />
          )}
        </Field>
        <Field label={t('home.channel')} fact={t('home.channelFact')}>
          {(control) => (
            <TextInput
              {...control}
              data
              value={form.channel ?? ''}
              onValueChange={(channel) => edit({ channel })}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('home.secretKey')}
        error={errorOf('secretKey')}
        fact={secretFact}
        help={inMemory ? t('home.secretsInMemory') : undefined}
      >
        {(control) => (
          <SecretInput
            {...control}
            value={form.secretKey}
            onValueChange={(secretKey) => edit({ secretKey })}
          />
        )}
      </Field>
    </>
  );
}
