import { Plus, X } from 'lucide-react';
import type { ProfileView } from '../../../core/contract/views.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { ConsumerForm, MoreTopic } from '../../store/ui-store.ts';
import { TopicField } from '../compose/topic-field.tsx';
import { type FormField, MAX_TOPICS } from './new-consumer-form.ts';

interface Props {
  profile: ProfileView | undefined;
  form: ConsumerForm;
  /** The first topic: typed or suggested. */
  topic: string;
  errorOf(field: FormField): string | undefined;
  onEdit(patch: Partial<ConsumerForm>): void;
}

/** Topics and the tags of each: one at least. */
export function SubscriptionFields({ profile, form, topic, errorOf, onEdit }: Props) {
  const t = useText();
  const { moreTopics } = form;
  const change = (id: number, patch: Partial<MoreTopic>): void =>
    onEdit({ moreTopics: moreTopics.map((one) => (one.id === id ? { ...one, ...patch } : one)) });
  const add = (): void => {
    const id = Math.max(0, ...moreTopics.map((one) => one.id)) + 1;
    onEdit({ moreTopics: [...moreTopics, { id, topic: '', tagPattern: '*' }] });
  };
  const lines = [
    {
      id: 0,
      topic,
      tagPattern: form.tagPattern,
      edit: (patch: { topic?: string; tagPattern?: string }): void => onEdit(patch),
    },
    ...moreTopics.map((one) => ({
      ...one,
      edit: (patch: Partial<MoreTopic>): void => change(one.id, patch),
    })),
  ];
  return (
    <div className="subscriptions">
      {lines.map((line, index) => (
        <fieldset
          key={line.id}
          className="new-consumer-line"
          aria-label={t('consume.subscription', { number: index + 1 })}
        >
          <TopicField
            profile={profile}
            value={line.topic}
            error={errorOf(`topic ${index}`)}
            absentText={t('consume.noTopic')}
            onValueChange={(next) => line.edit({ topic: next })}
          />
          <Field label={t('consume.tagPattern')} fact={t('consume.tagFact')} error={errorOf(`tags ${index}`)}>
            {(control) => (
              <TextInput
                {...control}
                data
                value={line.tagPattern}
                onValueChange={(tagPattern) => line.edit({ tagPattern })}
              />
            )}
          </Field>
          {index > 0 && (
            <IconButton
              className="remove-topic"
              icon={X}
              label={t('consume.removeTopic', { number: index + 1 })}
              onClick={() => onEdit({ moreTopics: moreTopics.filter(({ id }) => id !== line.id) })}
            />
          )}
        </fieldset>
      ))}
      {lines.length < MAX_TOPICS && (
        <Button tone="link" icon={Plus} onClick={add}>
          {t('consume.addTopic')}
        </Button>
      )}
    </div>
  );
}
