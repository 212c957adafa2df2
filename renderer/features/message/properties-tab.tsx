import type { Properties } from '../../../core/model/message.ts';
import type { StoredDetail } from '../../../core/model/message-detail.ts';
import { RESERVED_PROPERTIES } from '../../../core/model/properties.ts';
import { copyText } from '../../bridge/copy-text.ts';
import { Button } from '../../components/button.tsx';
import { showToast } from '../../components/toast.tsx';
import { useText } from '../../i18n/i18n.ts';
import { CopyButton } from './copy-button.tsx';
import { propertyHelp } from './property-help.ts';

/** The producer's own properties first; what client and broker wrote, folded and explained; and which id is which. */
export function PropertiesTab({ detail: { properties, row, offsetMsgId } }: { detail: StoredDetail }) {
  const t = useText();
  const system = properties.filter(([name]) => RESERVED_PROPERTIES.has(name));
  const user = properties.filter(([name]) => !RESERVED_PROPERTIES.has(name));
  const copyAll = async (): Promise<void> => {
    await copyText(properties.map(([name, value]) => `${name}=${value}`).join('\n'));
    showToast(t('message.copied'));
  };
  return (
    <div className="inspector-part">
      {user.length === 0 ? (
        <p className="hint">{t('message.noProperties')}</p>
      ) : (
        <PropertyList properties={user} />
      )}
      {system.length > 0 && (
        <details className="system-properties">
          <summary>{t('message.systemProperties', { count: system.length })}</summary>
          <PropertyList properties={system} explained />
        </details>
      )}
      {properties.length > 0 && (
        <Button tone="link" onClick={() => void copyAll()}>
          {t('message.copyProperties')}
        </Button>
      )}
      <section className="which-id" aria-label={t('message.ids')}>
        <h3>{t('message.ids')}</h3>
        <WhichId
          name={t('message.messageId')}
          id={row.uniqueKey || t('message.noMessageId')}
          help={t('message.messageIdHelp')}
        />
        <WhichId name={t('message.offsetId')} id={offsetMsgId} help={t('message.offsetIdHelp')} />
      </section>
    </div>
  );
}

function WhichId({ name, id, help }: { name: string; id: string; help: string }) {
  return (
    <div>
      <p>
        <span className="secondary">{name}</span> <span className="data selectable">{id}</span>
      </p>
      <p className="help hint">{help}</p>
    </div>
  );
}

function PropertyList({ properties, explained = false }: { properties: Properties; explained?: boolean }) {
  const t = useText();
  return (
    <dl className="facts property-facts">
      {properties.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names repeat on the wire, and the list never changes
        <div key={index}>
          <dt className="data">{name}</dt>
          <dd>
            <span className="data selectable">{value}</span>
            <CopyButton text={value} label={t('message.copyValue', { name })} />
            {explained && <p className="help hint">{t(propertyHelp(name))}</p>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
