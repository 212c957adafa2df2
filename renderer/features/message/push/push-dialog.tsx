import './push.css';
import { useState } from 'react';
import type { PushMember } from '../../../../core/contract/message.ts';
import type { StoredDetail } from '../../../../core/model/message-detail.ts';
import { Combobox } from '../../../components/combobox.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, FieldGroup } from '../../../components/field.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { explainError } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useWhyNotWrite } from '../../../store/why-not-write.ts';
import { keyOf } from '../message-name.ts';
import { PushAnswerText } from './push-answer.tsx';
import { useGroups, useMembers, usePush } from './use-push.ts';

/** Members listed; a larger group's others are reached by its own tools. */
const MEMBERS_SHOWN = 50;

interface Props {
  profileId: string;
  detail: StoredDetail;
  onClose(): void;
}

/** Picks one online member of a group, asks, and shows what its listener made of the message. */
export function PushDialog({ profileId, detail, onClose }: Props) {
  const t = useText();
  const { row } = detail;
  const groups = useGroups(profileId, row.topic);
  const [typed, setTyped] = useState<string>();
  const [named, setNamed] = useState<string>();
  const known = groups.state === 'read' ? groups.value.groups : [];
  // The only group of a topic needs no choice.
  const group = named ?? only(known) ?? '';
  const members = useMembers(profileId, group);
  const [clientId, setClientId] = useState('');
  const push = usePush(profileId, detail);
  const found = members?.state === 'read' ? members.value : [];
  const reachable = found.filter(({ brokerNames }) => brokerNames.includes(row.brokerName));
  const chosen = reachable.find((member) => member.clientId === clientId) ?? only(reachable);
  const running = push.answer?.state === 'reading';

  const edit = (next: string): void => {
    setTyped(next);
    // A name that is being typed is asked about once it is one, or left.
    if (known.includes(next.trim())) setNamed(next.trim());
  };
  const whyNot =
    useWhyNotWrite(profileId) ??
    (chosen === undefined ? 'message.push.chooseMember' : running ? 'message.push.running' : undefined);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('message.push.title', { key: keyOf(row, t) })}
      cancelLabel={t(push.answer === undefined ? 'common.cancel' : 'common.close')}
      actions={[
        {
          label: t('message.push.push'),
          tone: 'danger',
          keepsOpen: true,
          disabledReason: whyNot && t(whyNot),
          run: () => chosen && push.send(group, chosen.clientId),
        },
      ]}
    >
      <div className="push-form">
        <p>{t('message.push.text')}</p>
        <Field
          label={t('consume.group')}
          fact={groups.state === 'reading' ? t('message.push.readingGroups') : undefined}
          error={groups.state === 'failed' ? explainError(groups.error, t).headline : undefined}
        >
          {(control) => (
            <Combobox
              {...control}
              value={typed ?? group}
              items={known}
              openLabel={t('message.push.showGroups')}
              onValueChange={edit}
              onBlur={() => typed !== undefined && setNamed(typed.trim())}
            />
          )}
        </Field>
        {members?.state === 'reading' && <p className="hint">{t('message.push.readingMembers')}</p>}
        {members?.state === 'read' && found.length === 0 && (
          <p className="secondary">{t('message.push.nobody', { group })}</p>
        )}
        {reachable.length > 0 && (
          <FieldGroup
            label={t('message.push.member')}
            fact={t('message.push.online', { count: found.length })}
          >
            {(names) => (
              <RadioGroup
                {...names}
                className="push-members"
                value={chosen?.clientId ?? ''}
                onValueChange={setClientId}
                options={reachable.slice(0, MEMBERS_SHOWN).map((member) => ({
                  value: member.clientId,
                  name: member.clientId,
                  label: <MemberLabel member={member} />,
                }))}
              />
            )}
          </FieldGroup>
        )}
        {members?.state === 'failed' && <InlineError error={members.error} />}
        {found.length > reachable.length && (
          <p className="help hint">
            {t('message.push.elsewhere', { count: found.length - reachable.length, broker: row.brokerName })}
          </p>
        )}
        {reachable.length > MEMBERS_SHOWN && (
          <p className="help hint">
            {t('message.push.shown', { shown: MEMBERS_SHOWN, count: reachable.length })}
          </p>
        )}
        <div role="status">
          {running && <p className="hint">{t('message.push.running')}</p>}
          {push.answer?.state === 'read' && <PushAnswerText answer={push.answer.value} />}
        </div>
        {push.answer?.state === 'failed' && <InlineError error={push.answer.error} />}
      </div>
    </Dialog>
  );
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function MemberLabel({ member: { clientId, language, versionName = '' } }: { member: PushMember }) {
  return (
    <>
      <span className="data truncate">{clientId}</span>
      <span className="meta hint">
        {language} {versionName}
      </span>
    </>
  );
}
