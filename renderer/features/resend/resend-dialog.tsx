import './resend.css';
import { Dialog } from '@base-ui/react/dialog';
import { PencilLine, Repeat2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ErrorData } from '../../../core/model/error.ts';
import { errorData } from '../../bridge/window-error.ts';
import { Button } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { formatNumber } from '../../format/format.ts';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { matches, parseCombo } from '../../keys/combo.ts';
import { platform } from '../../keys/platform.ts';
import { useHost } from '../../store/host-store.ts';
import { askOnProduction, useProduction } from '../../store/production.ts';
import { useActiveTab } from '../../store/selectors.ts';
import { whyNotWrite } from '../../store/why-not-write.ts';
import { editCopy } from './edit-copy.ts';
import { OutcomeView } from './outcome-view.tsx';
import { ResendPreview } from './resend-preview.tsx';
import { type ResendRequest, useResend } from './resend-store.ts';
import { usePlan, useSurvey } from './use-plan.ts';
import { useResending } from './use-resend.ts';

const SEND_KEY = parseCombo('mod+enter');

/** The question and then the outcome, wherever a resend was asked for. */
export function ResendDialogs() {
  const request = useResend((resend) => resend.request);
  const closed = useResend((resend) => resend.closed);
  return request && <ResendDialog request={request} onClose={closed} />;
}

/** Shows exactly what will be sent and who gets it, sends it, and shows what became of it. */
function ResendDialog({ request, onClose }: { request: ResendRequest; onClose(): void }) {
  const t = useText();
  const { refs } = request;
  const total = refs.length;
  const link = useResend((resend) => resend.link);
  const linkUp = useHost((host) => host.linkUp);
  const [profileId, setProfileId] = useState(request.profileId);
  const profile = useHost((host) => (profileId === undefined ? undefined : host.profiles[profileId]));
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const [editError, setEditError] = useState<ErrorData>();
  const cancel = useRef<HTMLButtonElement>(null);
  const asking = useProduction((production) => production.question !== undefined);
  const resending = useResending(request);
  const { run } = resending;
  const running = run?.state === 'running';

  const topic = typed === undefined || (total > 1 && typed.trim() === '') ? undefined : typed.trim();
  const { plan, error } = usePlan(refs[at] ?? refs[0], profileId, topic, link);
  const survey = useSurvey(refs);
  const topics = topicsOf(topic, total === 1 ? plan?.topic : undefined, survey?.topics);
  const [first] = topics;
  const only = topics.length === 1 ? first : undefined;

  useClosedWithTab(onClose);
  const close = (): void => (running ? resending.stop() : onClose());
  const problem = total === 1 ? plan?.problem : undefined;
  const onTopic = problem?.params.field === 'topic' ? fieldErrorText(problem, t) : undefined;
  const topicError = plan?.topic === '' && topic === undefined ? t('resend.noTopic') : onTopic;
  const whyNot = whyNotWrite(profile, linkUp);
  const disabledReason = ((): string | undefined => {
    if (whyNot !== undefined) return t(whyNot);
    if (total > 1) return undefined;
    if (plan === undefined) return error === undefined ? t('resend.whyReading') : undefined;
    return problem && fieldErrorText(problem, t);
  })();
  const blocked = disabledReason !== undefined || (total === 1 && plan === undefined);
  const send = (): void => {
    if (profile === undefined || blocked || run !== undefined) return;
    const target = { profileId: profile.profileId, link, ...(topic === undefined ? {} : { topic }) };
    askOnProduction(profile, 'send', () => resending.start(target));
  };
  const edit = (): void => {
    editCopy(refs[0], profileId).then(onClose, (caught: unknown) => setEditError(errorData(caught)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!matches(SEND_KEY, event.nativeEvent, platform())) return;
    event.preventDefault();
    send();
  };
  const title =
    total === 1
      ? t('resend.title', { title: plan?.title || t('resend.untitled') })
      : t('resend.titleMany', { count: total });

  return (
    <Dialog.Root open={!asking} onOpenChange={(next) => !next && !asking && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-scrim" />
        <Dialog.Popup className="dialog resend-dialog" initialFocus={cancel} onKeyDown={onKeyDown}>
          <Dialog.Title className="dialog-title truncate">{title}</Dialog.Title>
          {run === undefined ? (
            <ResendPreview
              {...{ total, at, plan, error, survey, profile, link, topics, topicError }}
              topic={typed ?? (total === 1 ? (plan?.topic ?? '') : (only ?? ''))}
              ownTopics={topic === undefined}
              onAt={setAt}
              onTopic={setTyped}
              onProfile={setProfileId}
            />
          ) : (
            <OutcomeView run={run} />
          )}
          {resending.error && <InlineError error={resending.error} />}
          {editError && <InlineError error={editError} />}
          <div className="dialog-actions">
            <Button ref={cancel} onClick={close}>
              {t(running ? 'resend.stop' : run === undefined ? 'common.cancel' : 'common.close')}
            </Button>
            {run === undefined && total === 1 && (
              <Button icon={PencilLine} onClick={edit}>
                {t('resend.edit')}
              </Button>
            )}
            {run === undefined && (
              <Button
                tone="primary"
                icon={Repeat2}
                shortcut="mod+enter"
                disabledReason={disabledReason}
                onClick={send}
              >
                {sendLabel(total, only, t)}
              </Button>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Where the copies go: what was typed, else what the messages say. */
function topicsOf(
  typed: string | undefined,
  own: string | undefined,
  surveyed: readonly { topic: string }[] | undefined,
): string[] {
  const topics =
    typed !== undefined ? [typed] : own !== undefined ? [own] : (surveyed ?? []).map(({ topic }) => topic);
  return topics.filter((topic) => topic !== '');
}

function sendLabel(total: number, topic: string | undefined, t: ReturnType<typeof useText>): string {
  const count = formatNumber(total);
  if (total === 1) return topic === undefined ? t('resend.asIs') : t('resend.to', { topic });
  return topic === undefined ? t('resend.many', { count }) : t('resend.toMany', { count, topic });
}

/** A link in the outcome leads to another tab: the dialog does not stand before it. */
function useClosedWithTab(onClose: () => void): void {
  const tabId = useActiveTab()?.id;
  const opened = useRef(tabId);
  useEffect(() => {
    if (opened.current !== tabId) onClose();
  }, [tabId, onClose]);
}
