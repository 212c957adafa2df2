import { Check } from 'lucide-react';
import { useState } from 'react';
import type { NameServerSourceView, ProfileView } from '../../../../core/contract/views.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { examine } from '../connect.ts';

/** What can be done on a connection that is open: go to work, or prove it by a round trip. */
export function OpenedConnection({ profile }: { profile: ProfileView }) {
  const t = useText();
  const { draftOpened, pageOpened } = useUi.getState();
  return (
    <div className="doctor-opened">
      <div className="doctor-opened-line">
        <Check size={14} aria-hidden="true" className="ok" />
        <span className="doctor-name">{t('common.connected')}</span>
        <Button size="small" onClick={() => draftOpened()}>
          {t('home.compose')}
        </Button>
        <Button size="small" onClick={() => pageOpened('consume')}>
          {t('home.consume')}
        </Button>
      </div>
      {profile.nameServerState.source === 'domain' && <DomainLine state={profile.nameServerState} />}
      <RoundTrip profile={profile} />
      {profile.lastError && <InlineError error={profile.lastError} />}
    </div>
  );
}

/** Where the name servers' addresses come from, and why the last look-up failed if it did. */
function DomainLine({ state: { domain = '', lastError } }: { state: NameServerSourceView }) {
  const t = useText();
  return (
    <p className="help">
      {t('doctor.source')} <span className="data">{domain}</span>
      {lastError && <span className="warn">, {fieldErrorText(lastError, t)}</span>}
    </p>
  );
}

/** Asks before it sends. */
function RoundTrip({ profile: { profileId, readOnly } }: { profile: ProfileView }) {
  const t = useText();
  const [topic, setTopic] = useState('');
  const [asking, setAsking] = useState(false);
  const named = topic.trim();
  const noTopic = named === '' ? t('doctor.finding.noTopic') : undefined;
  return (
    <div className="doctor-trip">
      <Field label={t('doctor.topicField')}>
        {(control) => (
          // The remedy of a failed topic leads here.
          <div id="doctor-topic">
            <TextInput {...control} data value={topic} onValueChange={setTopic} />
          </div>
        )}
      </Field>
      <Button disabledReason={noTopic} onClick={() => void examine(profileId, named)}>
        {t('doctor.checkTopic')}
      </Button>
      <Button
        disabledReason={readOnly ? t('connections.isReadOnly') : noTopic}
        onClick={() => setAsking(true)}
      >
        {t('doctor.sendAndRead')}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('doctor.askTitle', { topic: named })}
        actions={[
          { label: t('doctor.askButton'), tone: 'primary', run: () => void examine(profileId, named, true) },
        ]}
      >
        {t('doctor.askText')}
      </Dialog>
    </div>
  );
}
