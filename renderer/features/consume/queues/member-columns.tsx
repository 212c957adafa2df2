import type { MemberLook } from '../../../../core/contract/ack-view.ts';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { formatNumber } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';

/** What the panel says of each member. */
export function memberColumns(t: Translate): GridColumn<MemberLook>[] {
  const unknown = <span className="hint">{t('queuesPanel.unknown')}</span>;
  return [
    {
      id: 'client',
      title: t('queuesPanel.client'),
      width: 110,
      grows: true,
      cell: ({ clientId, ours }) => (
        <span className="data truncate" title={clientId} data-ours={ours || undefined}>
          {ours ? `${t('queuesPanel.you')} ${clientId}` : clientId}
        </span>
      ),
    },
    {
      id: 'address',
      title: t('queuesPanel.address'),
      width: 130,
      cell: ({ clientAddr }) => <span className="data truncate">{clientAddr}</span>,
    },
    {
      id: 'language',
      title: t('queuesPanel.language'),
      width: 100,
      cell: ({ language, versionName = '' }) => (
        <span className="truncate">{`${language} ${versionName}`.trim()}</span>
      ),
    },
    {
      id: 'reads',
      title: t('queuesPanel.reads'),
      width: 80,
      cell: ({ own }) => (own === undefined ? unknown : t(`consume.listener.${own.listener}`)),
    },
    {
      id: 'share',
      title: t('queuesPanel.share'),
      width: 56,
      align: 'end',
      cell: ({ own }) =>
        own === undefined ? unknown : <span className="data">{formatNumber(own.queues.length)}</span>,
    },
  ];
}
