import './private-groups.css';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { PrivateGroup } from '../../../../core/contract/ack-view.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useWhyNotWrite } from '../../../store/why-not-write.ts';
import { DeleteGroupDialog } from './delete-group-dialog.tsx';
import type { PrivateGroups } from './use-private-groups.ts';

interface Props {
  profileId: string;
  privateGroups: PrivateGroups;
  onUse(group: string): void;
}

/** A person's own groups on this cluster: used again, or deleted. */
export function PrivateGroupsList({ profileId, privateGroups, onUse }: Props) {
  const t = useText();
  const [deleted, setDeleted] = useState<string>();
  const whyNot = useWhyNotWrite(profileId);
  const { groups, error, refresh } = privateGroups;
  return (
    <section className="private-groups" aria-label={t('privateGroups.title')}>
      <h2>{t('privateGroups.title')}</h2>
      <p className="help hint">{t('privateGroups.help')}</p>
      {error && <InlineError error={error} remedies={{ retry: refresh }} />}
      {groups?.length === 0 && <p className="help">{t('privateGroups.none')}</p>}
      <ul aria-label={t('privateGroups.title')}>
        {groups?.map((one) => (
          <li key={one.group}>
            <span className="private-group">
              <Button
                tone="link"
                aria-label={t('privateGroups.use', { group: one.group })}
                onClick={() => onUse(one.group)}
              >
                {one.group}
              </Button>
              <span className="meta hint">{stateOf(one, t)}</span>
            </span>
            <IconButton
              size="small"
              icon={Trash2}
              label={t('privateGroups.delete', { group: one.group })}
              disabledReason={
                whyNot ? t(whyNot) : (one.members ?? 0) > 0 ? t('privateGroups.online') : undefined
              }
              onClick={() => setDeleted(one.group)}
            />
          </li>
        ))}
      </ul>
      {deleted !== undefined && (
        <DeleteGroupDialog
          profileId={profileId}
          group={deleted}
          onClose={() => setDeleted(undefined)}
          onDone={refresh}
        />
      )}
    </section>
  );
}

function stateOf({ members, configured }: PrivateGroup, t: Translate): string {
  if (members === undefined) return t('privateGroups.unknown');
  if (members > 0) return t('privateGroups.members', { count: members });
  return t(configured ? 'privateGroups.idle' : 'privateGroups.onlyRetry');
}
