import type { Properties } from '../../../../core/model/message.ts';
import { RESERVED_PROPERTIES } from '../../../../core/model/properties.ts';
import { useText } from '../../../i18n/i18n.ts';

/** The producer's own properties first; what client and broker wrote, folded. */
export function PropertiesTab({ properties }: { properties: Properties }) {
  const t = useText();
  const system = properties.filter(([name]) => RESERVED_PROPERTIES.has(name));
  const user = properties.filter(([name]) => !RESERVED_PROPERTIES.has(name));
  return (
    <div className="inspector-part">
      {user.length === 0 ? (
        <p className="hint">{t('consume.noProperties')}</p>
      ) : (
        <PropertyList properties={user} />
      )}
      {system.length > 0 && (
        <details className="system-properties">
          <summary>{t('consume.systemProperties', { count: system.length })}</summary>
          <PropertyList properties={system} />
        </details>
      )}
    </div>
  );
}

function PropertyList({ properties }: { properties: Properties }) {
  return (
    <dl className="facts property-facts">
      {properties.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names repeat on the wire, and the list never changes
        <div key={index}>
          <dt className="data">{name}</dt>
          <dd className="data">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
