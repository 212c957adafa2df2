import type { GroupLook, TopicExpression } from '../../../../core/contract/ack-view.ts';
import type { ConsumeListener, ConsumeModel } from '../../../../core/model/consume.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import type { TextParams } from '../../../i18n/i18n.ts';

/** Members named one by one; the others are counted. */
const NAMED = 3;

export interface JoinWarning {
  text: TextKey;
  params: TextParams & { count?: number };
}

interface Wanted {
  subscriptions: readonly { topic: string; tagPattern: string }[];
  listener: ConsumeListener;
  model: ConsumeModel;
}

/** What the other members of a group would suffer, or what of them nobody knows; empty: nothing stands against it. */
export function joinWarnings(look: GroupLook | undefined, wanted: Wanted): JoinWarning[] {
  const others = look?.members.filter(({ ours }) => !ours) ?? [];
  if (look === undefined || others.length === 0) return [];
  const ours = describe(
    wanted.subscriptions.flatMap(({ topic, tagPattern }) =>
      topic === '' ? [] : { topic, expression: tagPattern },
    ),
  );
  const known = others.flatMap(({ clientId, own }) => (own === undefined ? [] : { clientId, own }));
  const differing = known.flatMap(({ clientId, own }): JoinWarning | [] => {
    const theirs = describe(own.subscriptions);
    return theirs === ours || ours === ''
      ? []
      : { text: 'join.subscription', params: { clientId, theirs, ours } };
  });
  const group = describe(look.subscriptions);
  if (known.length === 0 && group !== ours && group !== '' && ours !== '')
    differing.push({ text: 'join.groupSubscription', params: { theirs: group, ours } });
  const mixed = known.flatMap(({ clientId, own }): JoinWarning | [] =>
    wanted.model === 'broadcasting' || own.listener === wanted.listener
      ? []
      : { text: `join.listener.${own.listener}`, params: { clientId } },
  );
  const silent = others.length - known.length;
  const members = others.find(({ own }) => own === undefined)?.clientId ?? '';
  return [
    ...named(differing),
    ...(differing.length > 0 ? [{ text: 'join.subscriptionHarm', params: {} } as const] : []),
    ...named(mixed),
    ...modelWarning(look.messageModel, wanted.model),
    ...(silent > 0 ? [{ text: 'join.unknown', params: { count: silent, members } } as const] : []),
  ];
}

function modelWarning(theirs: string, model: ConsumeModel): JoinWarning[] {
  const known = (['CLUSTERING', 'BROADCASTING'] as const).find((name) => name === theirs);
  return known === undefined || known.toLowerCase() === model
    ? []
    : [{ text: `join.model.${known}`, params: {} }];
}

function named(warnings: readonly JoinWarning[]): JoinWarning[] {
  const more = warnings.length - NAMED;
  return more <= 0
    ? [...warnings]
    : [...warnings.slice(0, NAMED), { text: 'join.more', params: { count: more } }];
}

/** The same words for the same subscriptions: topics and tags in order, `*` for all. */
function describe(subscriptions: readonly TopicExpression[]): string {
  return subscriptions
    .map(({ topic, expression }) => `${topic} ${tagsOf(expression)}`)
    .sort()
    .join(', ');
}

function tagsOf(expression: string): string {
  const tags = expression.split('||').map((tag) => tag.trim());
  const named = tags.filter((tag) => tag !== '').sort();
  return named.length === 0 ? '*' : named.join(' || ');
}
