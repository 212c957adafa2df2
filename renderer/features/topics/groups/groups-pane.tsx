import { useMemo } from 'react';
import type { TopicGroupsView, TopicGroupView } from '../../../../core/contract/topics.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatNumber } from '../../../format/format.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { FailureNotes } from '../state/failure-notes.tsx';
import { useTopicsWork, useTopicWork } from '../state/topic-work.ts';
import { useListKeys } from '../state/use-list-keys.ts';
import type { Polled } from '../state/use-polled.ts';
import { GroupDetail } from './group-detail.tsx';

interface Props {
  profileId: string;
  topic: string;
  tabId: string;
  groups: Polled<TopicGroupsView>;
  dimmed: boolean;
}

const NO_GROUPS: readonly TopicGroupView[] = [];

/** Who reads this topic and how far they are; one of them opened shows its retries and dead letters. */
export function GroupsPane({ profileId, topic, tabId, groups, dimmed }: Props) {
  const { group } = useTopicWork(tabId);
  const open = (name: string | undefined): void =>
    useTopicsWork.getState().workChanged(tabId, { group: name, groupPart: 'overview' });
  return group === undefined ? (
    <GroupList {...{ groups, dimmed }} onOpen={open} />
  ) : (
    <GroupDetail {...{ profileId, topic, tabId, group, dimmed }} onBack={() => open(undefined)} />
  );
}

function GroupList({
  groups,
  dimmed,
  onOpen,
}: Pick<Props, 'groups' | 'dimmed'> & { onOpen(group: string): void }) {
  const t = useText();
  const { value, error, refresh } = groups;
  const list = value?.groups ?? NO_GROUPS;
  const columns = useMemo(() => groupColumns(t, onOpen), [t, onOpen]);
  const rows = useMemo(() => ({ count: list.length, at: (line: number) => list[line] }), [list]);
  const cursor = useListKeys(list.length, (line) => {
    const row = list[line];
    if (row !== undefined) onOpen(row.group);
  });
  return (
    <div className="detail-pane">
      {error && <InlineError error={error} remedies={{ retry: refresh }} />}
      {value && <FailureNotes failures={value.failures} />}
      {value !== undefined && list.length === 0 ? (
        <EmptyState text={t('topics.noGroups')} />
      ) : (
        <DataGrid
          label={t('topics.groups')}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.group}
          nameOf={(row) => row.group}
          dimmed={dimmed}
          onOpen={(row) => onOpen(row.group)}
          {...cursor}
        />
      )}
    </div>
  );
}

function groupColumns(t: Translate, onOpen: (group: string) => void): GridColumn<TopicGroupView>[] {
  return [
    {
      id: 'group',
      title: t('topics.col.group'),
      width: 200,
      cell: ({ group }) => (
        <button
          type="button"
          className="button link truncate"
          tabIndex={-1}
          title={group}
          onClick={() => onOpen(group)}
        >
          {group}
        </button>
      ),
    },
    {
      id: 'lag',
      title: t('topics.col.lag'),
      width: 90,
      align: 'end',
      cell: ({ lag }) => <Known value={lag} t={t} />,
    },
    {
      id: 'members',
      title: t('topics.col.members'),
      width: 84,
      align: 'end',
      cell: ({ members }) => <Known value={members} t={t} />,
    },
    {
      id: 'model',
      title: t('topics.col.model'),
      width: 150,
      cell: ({ consumeType, messageModel }) => (
        <span className="truncate">{kindText(consumeType, messageModel, t)}</span>
      ),
    },
    {
      id: 'subscription',
      title: t('topics.col.subscription'),
      width: 120,
      grows: true,
      cell: ({ subscription, error }) =>
        error === undefined ? (
          <span className="data truncate">{subscription}</span>
        ) : (
          <span className="hint truncate">{explainError(error, t).headline}</span>
        ),
    },
  ];
}

function Known({ value, t }: { value: number | undefined; t: Translate }) {
  return value === undefined ? (
    <span className="hint">{t('topics.unknown')}</span>
  ) : (
    <span className="data">{formatNumber(value)}</span>
  );
}

/** How a group consumes, in words; the protocol's own names where there are none. */
export function kindText(consumeType: string, messageModel: string, t: Translate): string {
  if (consumeType === '' && messageModel === '') return t('topics.nobodyOnline');
  const model =
    messageModel === 'CLUSTERING' || messageModel === 'BROADCASTING'
      ? t(`topics.model.${messageModel}`)
      : messageModel;
  const type =
    consumeType === 'CONSUME_PASSIVELY' || consumeType === 'CONSUME_ACTIVELY' || consumeType === 'CONSUME_POP'
      ? t(`topics.type.${consumeType}`)
      : consumeType;
  return [model, type].filter((part) => part !== '').join(', ');
}
