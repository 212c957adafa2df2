import { useEffect, useState } from 'react';
import type { ProfileView } from '../../../core/contract/views.ts';
import { call } from '../../bridge/call.ts';
import { Field } from '../../components/field.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { type Translate, useText } from '../../i18n/i18n.ts';

const ASK_AFTER_MS = 300;

interface Props {
  profile: ProfileView | undefined;
  value: string;
  error: string | undefined;
  /** Said below a name nobody uses. */
  newGroupHelp: string;
  onValueChange(group: string): void;
}

/** The group's name; who is in it now stands at the right, and what a new one means below. */
export function GroupField({ profile, value, error, newGroupHelp, onValueChange }: Props) {
  const t = useText();
  const members = useMembers(profile?.profileId, value.trim());
  return (
    <Field
      label={t('consume.group')}
      fact={membersFact(members, t)}
      error={error}
      // Its line is there from the start: what comes late must not move a button that is about to be pressed.
      help={<span className="group-help">{members === 0 && newGroupHelp}</span>}
    >
      {(control) => <TextInput {...control} data value={value} onValueChange={onValueChange} />}
    </Field>
  );
}

/** undefined: not asked; null: nobody can say. */
type Members = number | null | undefined;

function membersFact(members: Members, t: Translate): string | undefined {
  if (members === undefined) return undefined;
  if (members === null) return t('consume.groupUnknown');
  return members === 0 ? t('consume.groupUnused') : t('consume.groupMembers', { count: members });
}

/** Asked a moment after the last key. */
function useMembers(profileId: string | undefined, group: string): Members {
  const [members, setMembers] = useState<Members>();
  useEffect(() => {
    setMembers(undefined);
    if (profileId === undefined || group === '') return;
    let current = true;
    const timer = setTimeout(() => {
      call('group.members', { profileId, group }).then(
        (view) => current && setMembers(view.members === null ? null : view.members.length),
        () => current && setMembers(undefined),
      );
    }, ASK_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [profileId, group]);
  return members;
}
