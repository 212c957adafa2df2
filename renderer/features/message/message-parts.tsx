import { memo } from 'react';
import type { StoredDetail } from '../../../core/model/message-detail.ts';
import { Tabs } from '../../components/tabs.tsx';
import { useText } from '../../i18n/i18n.ts';
import { BodyTab } from './body/body-tab.tsx';
import { type InspectorPart, useInspectorPart } from './inspector-part.ts';
import { LifeTab } from './life/life-tab.tsx';
import { fileNameOf } from './message-name.ts';
import { PropertiesTab } from './properties-tab.tsx';
import { RawTab } from './raw-tab.tsx';

interface Props {
  profileId: string;
  detail: StoredDetail;
}

const choose = (part: InspectorPart): void => useInspectorPart.setState({ part });

/** Everything one message carries, by tab. */
export const MessageParts = memo(function MessageParts({ profileId, detail }: Props) {
  const t = useText();
  const part = useInspectorPart((inspector) => inspector.part);
  return (
    <Tabs
      className="inspector-parts"
      aria-label={t('message.parts')}
      value={part}
      onValueChange={choose}
      tabs={[
        { value: 'body', label: t('message.tab.body') },
        { value: 'properties', label: t('message.tab.properties'), count: detail.properties.length },
        { value: 'life', label: t('message.tab.life') },
        { value: 'raw', label: t('message.tab.raw') },
      ]}
    >
      {part === 'body' && <BodyTab body={detail.body} name={fileNameOf(detail.row)} />}
      {part === 'properties' && <PropertiesTab detail={detail} />}
      {part === 'life' && <LifeTab profileId={profileId} detail={detail} />}
      {part === 'raw' && <RawTab detail={detail} />}
    </Tabs>
  );
});
