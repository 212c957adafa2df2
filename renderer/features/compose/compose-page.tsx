import './compose.css';
import { Send } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { DEFAULT_MAX_BODY_BYTES } from '../../../core/model/outgoing.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Field } from '../../components/field.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { formatClock } from '../../format/format.ts';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { type Draft, sentDelayLevel } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { useUi } from '../../store/ui-store.ts';
import { BodyField } from './body-field.tsx';
import {
  checkDraft,
  DRAFT_FIELDS,
  type DraftErrors,
  type DraftField,
  fieldOf,
  propertyAt,
} from './check-draft.ts';
import { DelayStrip } from './delay-strip.tsx';
import { HistoryList } from './history-list.tsx';
import { formatJson } from './json/format-json.ts';
import { KeysField } from './keys-field.tsx';
import { PropertiesField } from './properties-field.tsx';
import { ResultPanel } from './result-panel.tsx';
import { SendModeFields } from './send-mode-fields.tsx';
import { tagFact } from './tag-fact.ts';
import { RoutedTopicField } from './topic-field.tsx';
import { useSend } from './use-send.ts';
import { useTopicRoute } from './use-topic-route.ts';

/** Sends shown under the result; History has them all. */
const EARLIER = 6;

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
  const [side, setSide] = useState<'result' | 'history'>('result');
  const { draftEdited, draftOpened } = useUi.getState();

  // Checked after the keystroke is drawn; sending checks the draft as it stands then.
  const settled = useDeferredValue(draft);
  const route = useTopicRoute(profile?.profileId, draft.topic.trim());
  const found = useMemo(
    () => checkDraft(settled, maxBodyBytes, route?.queues),
    [settled, maxBodyBytes, route],
  );
  const hostField = sending.error === undefined ? undefined : fieldOf(sending.error);
  const errors: DraftErrors =
    hostField === undefined || sending.error === undefined ? found : { ...found, [hostField]: sending.error };
  const shownError = (field: DraftField): string | undefined => {
    const error = errors[field];
    if (error === undefined || (!left.has(field) && field !== hostField)) return undefined;
    return fieldErrorText(error, t);
  };

  const edit = (patch: Partial<Draft>): void => {
    if (sending.error !== undefined) sending.clearError();
    draftEdited(draft.draftId, patch);
  };
  const leave = (field: DraftField): void => setLeft((before) => new Set([...before, field]));
  const disabledReason = profile === undefined || !linkUp ? t('common.notConnected') : undefined;
  const send = (): void => {
    if (profile === undefined || disabledReason !== undefined) return;
    const now = useUi.getState().drafts[draft.draftId] ?? draft;
    if (Object.keys(checkDraft(now, maxBodyBytes, route?.queues)).length > 0) {
      setLeft(new Set(DRAFT_FIELDS));
      requestAnimationFrame(() => focusFirstInvalid(form.current));
      return;
    }
    setSide('result');
    void sending.send(profile);
  };
  const formatBody = (): void => {
    const formatted = formatJson(draft.bodyText);
    if (formatted === undefined) leave('body');
    else edit({ bodyText: formatted });
  };
  useKeys([
    { key: 'mod+enter', label: 'compose.send', run: send, disabled: disabledReason !== undefined },
    { key: 'mod+shift+f', label: 'compose.format', run: formatBody, disabled: draft.bodyFormat !== 'json' },
  ]);

  const sent = useHost((host) => host.sent);
  const ofProfile = sent.filter((record) => record.profileId === profile?.profileId);
  const result = sent.find((record) => record.sendId === draft.resultSendId);
  const earlier = ofProfile.filter((record) => record !== result).slice(0, EARLIER);
  const fact = tagFact(draft.tag);
  const propertiesError = errors.properties;
  return (
    <div className="compose">
      <div className="compose-main">
        <header className="view-header">
          <h1 className="truncate">{draft.topic === '' ? t('compose.title') : draft.topic}</h1>
          <span className="hint">
            {draft.unsent || result === undefined
              ? t('compose.draft')
              : t('compose.sentAt', { time: formatClock(result.sentAtMs) })}
          </span>
          <div className="view-header-end">
            <Button tone="plain" shortcut="mod+t" onClick={() => draftOpened()}>
              {t('frame.newDraft')}
            </Button>
          </div>
        </header>
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
            text={draft.bodyText}
            format={draft.bodyFormat}
            maxBytes={maxBodyBytes}
            error={shownError('body')}
            onTextChange={(bodyText) => edit({ bodyText })}
            onFormatChange={(bodyFormat) => edit({ bodyFormat })}
            onFormatJson={formatBody}
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
        <div className="send-bar">
          <span className="hint">{disabledReason ?? t('compose.to', { name: profile?.name ?? '' })}</span>
          <Button
            tone="primary"
            size="large"
            icon={Send}
            shortcut="mod+enter"
            disabledReason={disabledReason}
            aria-busy={sending.shown}
            onClick={send}
          >
            {t(sending.shown ? 'compose.sending' : 'compose.send')}
          </Button>
        </div>
      </div>
      <aside className="compose-side" aria-label={t('compose.side')}>
        <Tabs
          aria-label={t('compose.side')}
          value={side}
          onValueChange={(next) => setSide(next)}
          tabs={[
            { value: 'result', label: t('compose.result') },
            { value: 'history', label: t('compose.history'), count: ofProfile.length },
          ]}
        >
          {side === 'result' ? (
            <>
              <ResultPanel
                record={result}
                error={hostField === undefined ? sending.error : undefined}
                sending={sending.shown}
                profile={profile}
              />
              {earlier.length > 0 && (
                <>
                  <h3 className="sent-title">{t('compose.earlier')}</h3>
                  <HistoryList records={earlier} profile={profile} />
                </>
              )}
            </>
          ) : ofProfile.length === 0 ? (
            <EmptyState text={t('compose.noHistory')} />
          ) : (
            <HistoryList records={ofProfile} profile={profile} />
          )}
        </Tabs>
      </aside>
    </div>
  );
}

function focusFirstInvalid(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
