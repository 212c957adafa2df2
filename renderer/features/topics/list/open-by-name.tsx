import { FolderOpen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { useText } from '../../../i18n/i18n.ts';

/** For whoever may read a topic but not list topics: a button that becomes a field. */
export function OpenByName({ onOpen }: { onOpen(topic: string): void }) {
  const t = useText();
  const [name, setName] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const typing = name !== undefined;
  useEffect(() => {
    if (typing) field.current?.focus();
  }, [typing]);
  if (name === undefined)
    return (
      <Button tone="plain" icon={FolderOpen} className="open-by-name" onClick={() => setName('')}>
        {t('topics.openByName')}
      </Button>
    );
  const open = (): void => {
    if (name.trim() === '') return;
    setName(undefined);
    onOpen(name.trim());
  };
  return (
    <form
      className="open-by-name"
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <TextInput
        ref={field}
        data
        aria-label={t('topics.topicName')}
        placeholder={t('topics.topicName')}
        value={name}
        onValueChange={setName}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setName(undefined);
        }}
      />
      <Button type="submit">{t('topics.open')}</Button>
    </form>
  );
}
