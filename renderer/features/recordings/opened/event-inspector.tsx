import '../../message/message.css';
import { useEffect, useState } from 'react';
import type { ErrorData } from '../../../../core/model/error.ts';
import { keyOfEvent, type RecordedEvent } from '../../../../core/model/recording/event.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatBytes } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { BodyTab } from '../../message/body/body-tab.tsx';
import { CloseInspector } from '../../message/close-inspector.tsx';
import { ResizeEdge } from '../../message/resize-edge.tsx';
import { eventFacts } from './event-facts.ts';

/** One event, everything that was recorded of it. */
export function EventInspector({ name, at }: { name: string; at: number | undefined }) {
  const t = useText();
  const width = useUi((ui) => ui.inspectorWidth);
  const { read, error } = useEvent(name, at);
  return (
    <aside className="inspector" aria-label={t('recordings.event')} style={{ width }}>
      <ResizeEdge width={width} />
      <div className="inspector-scroll">
        {at === undefined && <p className="inspector-none hint">{t('recordings.chooseEvent')}</p>}
        {error && <InlineError error={error} />}
        {read && <EventDetail key={read.at} event={read.event} />}
      </div>
    </aside>
  );
}

function EventDetail({ event }: { event: RecordedEvent }) {
  const t = useText();
  const key = keyOfEvent(event);
  const content = event.kind === 'decision' ? undefined : event.kind === 'send' ? event.message : event;
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2 className="data truncate">{key === '' ? t('message.noKey') : key}</h2>
          <span className="secondary">{t(`recordings.kind.${event.kind}`)}</span>
          <CloseInspector />
        </div>
      </header>
      <dl className="event-facts">
        {eventFacts(event, t).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="data">{value}</dd>
          </div>
        ))}
      </dl>
      {content !== undefined && content.properties.length > 0 && (
        <section className="event-part" aria-label={t('recordings.properties')}>
          <h3>{t('recordings.properties')}</h3>
          <dl className="event-facts">
            {content.properties.map(([property, value], index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a name may repeat, and the list is fixed
              <div key={index}>
                <dt className="data">{property}</dt>
                <dd className="data">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {content !== undefined && event.kind !== 'decision' && (
        <section className="event-part" aria-label={t('recordings.body')}>
          {event.bodyKept === false ? (
            <p className="hint">{t('recordings.bodyNotKept', { size: formatBytes(event.bodyBytes) })}</p>
          ) : (
            <BodyTab body={content.body} name={key || content.topic} />
          )}
        </section>
      )}
    </>
  );
}

interface Asked {
  read?: { at: number; event: RecordedEvent };
  error?: ErrorData;
}

/** The event at the cursor; the one before stays until it is here. */
function useEvent(name: string, at: number | undefined): Asked {
  const [asked, setAsked] = useState<Asked>({});
  useEffect(() => {
    if (at === undefined) return;
    let wanted = true;
    call('recording.event', { name, at }).then(
      (event) => wanted && setAsked({ read: { at, event } }),
      (caught: unknown) => wanted && setAsked({ error: errorData(caught) }),
    );
    return () => {
      wanted = false;
    };
  }, [name, at]);
  return asked;
}
