import './compose.css';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { DEFAULT_MAX_BODY_BYTES } from '../../../core/model/outgoing.ts';
import { Field } from '../../components/field.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { type Draft, sentDelayLevel } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { askOnProduction } from '../../store/production.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { useUi } from '../../store/ui-store.ts';
import { whyNotWrite } from '../../store/why-not-write.ts';
import { CopyNote } from '../resend/copy-note.tsx';
import { BodyField } from './body/body-field.tsx';
import { formatBody } from './body/syntax.ts';
import {
  checkDraft,
  DRAFT_FIELDS,
  type DraftErrors,
  type DraftField,
  fieldOf,
  propertyAt,
} from './check-draft.ts';
import { ComposeHeader } from './compose-header.tsx';
import { ComposeSide, type Side } from './compose-side.tsx';
import { DelayStrip } from './fields/delay-strip.tsx';
import { KeysField } from './fields/keys-field.tsx';
import { PropertiesField } from './fields/properties-field.tsx';
import { SendModeFields } from './fields/send-mode-fields.tsx';
import { tagFact } from './fields/tag-fact.ts';
import { EnvironmentDialog, environmentAsked } from './run/environment-dialog.tsx';
import { SendBar } from './run/send-bar.tsx';
import { SendList } from './run/send-list.tsx';
import { useSend } from './run/use-send.ts';
import { RoutedTopicField } from './topic-field.tsx';
import { useTopicRoute } from './use-topic-route.ts';

export function ComposePage({ draftId }: { draftId: number }) {
  const draft = useUi((ui) => ui.drafts[draftId]);
  return draft === undefined ? null : <Compose draft={draft} />;
}

function Compose({ draft }: { draft: Draft }) {
  const t = useText();
  const profile = useActiveProfile();
  const maxBodyBytes = useHost((host) => host.app?.settings.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  const linkUp = useHost((host) => host.linkUp);
  const sending = useSend(draft.draftId);
  const form = useRef<HTMLDivElement>(null);
  /** Fields whose errors are shown: left once, or all after an attempt to send. */
  const [left, setLeft] = useState<ReadonlySet<DraftField>>(new Set());
  const [side, setSide] = useState<Side>('result');
  /** Drafts to send together, in order; undefined while the list is closed. */
  const [listed, setListed] = useState<number[]>();
  const [wrongListed, setWrongListed] = useState<ReadonlySet<number>>(new Set());

  // Checked after the keystroke is drawn; sending checks the draft as it stands then.
  const settled = useDeferredValue(draft);
  const route = useTopicRoute(profile?.profileId, draft.topic.trim());
  const found = useMemo(
    () => checkDraft(settled, maxBodyBytes, route?.queues),
    [settled, maxBodyBytes, route],
  );
  const hostError = environmentAsked(sending.error) === undefined ? sending.error : undefined;
  const hostField = hostError && fieldOf(hostError);
  const errors: DraftErrors =
    hostField === undefined || hostError === undefined ? found : { ...found, [hostField]: hostError };
  const shownError = (field: DraftField): string | undefined => {
    const error = errors[field];
    if (error === undefined || (!left.has(field) && field !== hostField)) return undefined;
    return fieldErrorText(error, t);
  };

  const edit = (patch: Partial<Draft>): void => {
    if (sending.error !== undefined) sending.clearError();
    useUi.getState().draftEdited(draft.draftId, patch);
  };
  const leave = (field: DraftField): void => setLeft((before) => new Set([...before, field]));
  const whyNot = whyNotWrite(profile, linkUp);
  const disabledReason = whyNot && t(whyNot);
  /** Drafts that are to be sent now, and those of them that cannot be. */
  const ready = (): { draftIds: readonly number[]; wrong: number[] } => {
    const { drafts } = useUi.getState();
    const draftIds = listed ?? [draft.draftId];
    const wrong = draftIds.filter((draftId) => {
      const now = drafts[draftId];
      const queues = draftId === draft.draftId ? route?.queues : undefined;
      return now === undefined || Object.keys(checkDraft(now, maxBodyBytes, queues)).length > 0;
    });
    return { draftIds, wrong };
  };
  const send = (): void => {
    if (profile === undefined || disabledReason !== undefined) return;
    const { draftIds, wrong } = ready();
    setWrongListed(new Set(wrong));
    if (draftIds.length === 0) return;
    if (wrong.includes(draft.draftId)) {
      setLeft(new Set(DRAFT_FIELDS));
      requestAnimationFrame(() => focusFirstInvalid(form.current));
    }
    if (wrong.length > 0) return;
    askOnProduction(profile, 'send', () => {
      setSide('result');
      void (listed === undefined ? sending.send(profile) : sending.sendAll(profile, listed));
    });
  };
  const format = (): void => {
    const { bodyFormat, bodyText, variables } = draft;
    if (bodyFormat !== 'json' && bodyFormat !== 'xml') return;
    const formatted = formatBody(bodyFormat, bodyText, variables);
    if (formatted === undefined) leave('body');
    else edit({ bodyText: formatted });
  };
  useKeys([
    { key: 'mod+enter', label: 'compose.send', run: send, disabled: disabledReason !== undefined },
    { key: 'mod+shift+f', label: 'compose.format', run: format },
  ]);

  const fact = tagFact(draft.tag);
  const propertiesError = errors.properties;
  return (
    <div className="compose">
      <div className="compose-main">
        <ComposeHeader draft={draft} onCode={() => setSide('code')} />
        <CopyNote draft={draft} />
        <div className="compose-form" ref={form}>
          <div className="compose-line">
            <RoutedTopicField
              profile={profile}
              route={route}
              value={draft.topic}
              error={shownError('topic')}
              onValueChange={(topic) => edit({ topic })}
              onBlur={() => leave('topic')}
            />
            <Field
              label={t('compose.tag')}
              fact={<span className={fact.warns ? 'fact-warn' : undefined}>{t(fact.text)}</span>}
              error={shownError('tag')}
            >
              {(control) => (
                <TextInput
                  {...control}
                  data
                  value={draft.tag}
                  onValueChange={(tag) => edit({ tag })}
                  onBlur={() => leave('tag')}
                />
              )}
            </Field>
            <KeysField
              keys={draft.keys}
              typing={draft.keyTyping}
              error={shownError('keys')}
              onEdited={edit}
              onBlur={() => leave('keys')}
            />
          </div>
          <SendModeFields
            mode={draft.mode}
            orderly={draft.orderly}
            route={route}
            errorOf={shownError}
            onModeChange={(mode) => edit({ mode })}
            onOrderlyChange={(patch) => edit({ orderly: { ...draft.orderly, ...patch } })}
            onBlur={leave}
          />
          <DelayStrip
            profile={profile}
            value={sentDelayLevel(draft)}
            error={shownError('delayLevel')}
            offReason={draft.mode === 'orderly' ? t('compose.delayOff') : undefined}
            onValueChange={(delayLevel) => edit({ delayLevel })}
          />
          <BodyField
            draft={draft}
            maxBytes={maxBodyBytes}
            error={shownError('body')}
            onEdit={edit}
            onFormat={format}
            onBlur={() => leave('body')}
          />
          <PropertiesField
            properties={draft.properties}
            error={shownError('properties')}
            errorAt={
              propertiesError !== undefined && shownError('properties') !== undefined
                ? propertyAt(propertiesError, draft)
                : undefined
            }
            onEdited={(properties) => edit({ properties })}
            onBlur={() => leave('properties')}
          />
        </div>
        {listed !== undefined && <SendList chosen={listed} wrong={wrongListed} onChange={setListed} />}
        <SendBar
          draft={draft}
          profile={profile}
          listed={listed}
          disabledReason={disabledReason}
          sending={sending.shown}
          onEdit={edit}
          onListToggled={() => setListed(listed === undefined ? [draft.draftId] : undefined)}
          onSend={send}
        />
      </div>
      <ComposeSide
        draft={draft}
        profile={profile}
        side={side}
        error={hostField === undefined ? hostError : undefined}
        sending={sending.shown}
        onSideChange={setSide}
      />
      <EnvironmentDialog
        error={sending.error}
        scope={draft.draftKey}
        onAllowed={send}
        onClose={sending.clearError}
      />
    </div>
  );
}

function focusFirstInvalid(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
