import './editor.css';
import { Dialog } from '@base-ui/react/dialog';
import { useState } from 'react';
import { PROFILE_COLOURS, type SavedProfile } from '../../../../core/contract/profiles.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { Button } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { connectSaved } from '../connect.ts';
import { savedName } from '../connections/saved-name.ts';
import { useHome } from '../home-store.ts';
import { AddressMapField } from './address-map-field.tsx';
import { type EditorParts, IdentityFields, KeyFields } from './profile-fields.tsx';
import { formOf, type ProfileForm, settingsOfForm } from './profile-form.ts';
import { TlsFields } from './tls-fields.tsx';

const FIELDS = ['nameServer', 'accessKey', 'secretKey', 'tls.ca', 'addressMap'];

/** The editor of a kept connection, or of a new one. */
export function ProfileDialog() {
  const editing = useHome((home) => home.editing);
  const { editorOpened } = useHome.getState();
  const saved = useHost((host) =>
    editing === undefined || editing === 'new'
      ? undefined
      : host.app?.saved.find(({ profileId }) => profileId === editing.profileId),
  );
  return (
    <Dialog.Root
      open={editing !== undefined}
      onOpenChange={(open) => {
        if (!open) editorOpened(undefined);
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-scrim" />
        <Dialog.Popup className="dialog profile-dialog">
          {editing !== undefined && <Editor saved={saved} onClose={() => editorOpened(undefined)} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Editor({ saved, onClose }: { saved: SavedProfile | undefined; onClose(): void }) {
  const t = useText();
  const count = useHost((host) => host.app?.saved.length ?? 0);
  const isOpen = useHost((host) => saved !== undefined && host.profiles[saved.profileId] !== undefined);
  const [form, setForm] = useState(() =>
    formOf(saved, PROFILE_COLOURS[count % PROFILE_COLOURS.length] ?? 'k1'),
  );
  const [error, setError] = useState<ErrorData>();
  const [saving, setSaving] = useState(false);

  const save = async (): Promise<string | undefined> => {
    if (saving) return undefined;
    setSaving(true);
    setError(undefined);
    try {
      const { profileId } = await call('profile.save', {
        settings: settingsOfForm(form),
        ...(saved === undefined ? {} : { profileId: saved.profileId }),
        ...(form.secretKey === '' ? {} : { secretKey: form.secretKey }),
      });
      onClose();
      return profileId;
    } catch (caught) {
      setError(errorData(caught));
      return undefined;
    } finally {
      setSaving(false);
    }
  };
  const saveAndConnect = async (): Promise<void> => {
    const profileId = await save();
    if (profileId !== undefined) await connectSaved(profileId);
  };
  const field = error?.code === 'INPUT' ? String(error.params.field) : undefined;
  const atField = field !== undefined && FIELDS.includes(field);
  const parts: EditorParts = {
    form,
    edit: (patch: Partial<ProfileForm>) => {
      setError(undefined);
      setForm((before) => ({ ...before, ...patch }));
    },
    errorOf: (name) => (error !== undefined && field === name ? fieldErrorText(error, t) : undefined),
  };
  return (
    <form
      className="profile-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void saveAndConnect();
      }}
    >
      <Dialog.Title className="dialog-title">
        {saved === undefined ? t('connections.new') : t('connections.edit', { name: savedName(saved) })}
      </Dialog.Title>
      <div className="profile-fields">
        <IdentityFields {...parts} />
        <KeyFields {...parts} saved={saved} />
        <TlsFields {...parts} />
        <AddressMapField {...parts} />
        {error !== undefined && !atField && <InlineError error={error} />}
      </div>
      {isOpen && <p className="help hint">{t('connections.opensAnew')}</p>}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button aria-busy={saving} onClick={() => void save()}>
          {t('connections.save')}
        </Button>
        <Button tone="primary" type="submit" aria-busy={saving}>
          {t('connections.saveConnect')}
        </Button>
      </div>
    </form>
  );
}
