import type { ProfileView } from '../../core/contract/views.ts';
import { useText } from '../i18n/i18n.ts';
import { useHost } from '../store/host-store.ts';
import { profileName } from '../store/profile-name.ts';
import { Field } from './field.tsx';

interface Props {
  label: string;
  /** undefined: none is chosen yet. */
  profile: ProfileView | undefined;
  onProfile(profileId: string): void;
}

/** One of the open connections. */
export function ConnectionField({ label, profile, onProfile }: Props) {
  const t = useText();
  const profiles = Object.values(useHost((host) => host.profiles));
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          className="text-input"
          value={profile?.profileId ?? ''}
          onChange={(event) => onProfile(event.target.value)}
        >
          {profile === undefined && <option value="" />}
          {profiles.map((known) => (
            <option key={known.profileId} value={known.profileId}>
              {profileName(known, t)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
