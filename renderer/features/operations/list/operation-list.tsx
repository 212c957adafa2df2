// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus and names its option by aria-activedescendant
// biome-ignore-all lint/a11y/useSemanticElements: options in groups, walked by keys
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { OperationsView } from '../../../../core/contract/operations.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { useOperations } from '../operations-store.ts';
import { bestMatch, findOperations, type GroupName } from './find-operations.ts';

const SEARCH_ID = 'operations-search';

const GROUP_WORDS: Record<GroupName, TextKey> = {
  status: 'operations.groupStatus',
  message: 'operations.groupMessage',
  producer: 'operations.groupProducer',
  'push consumer': 'operations.groupConsumer',
  other: 'operations.groupOther',
};

/** Every documented function by group; typing narrows, arrow keys walk, Enter goes to the form. */
export function OperationList({ view, onOpen }: { view: OperationsView; onOpen(): void }) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const selected = useOperations((state) => state.selected);
  const { chosen } = useOperations.getState();
  const groups = useMemo(() => findOperations(view, typed), [view, typed]);
  const names = groups.flatMap(({ entries }) => entries.map(({ name }) => name));
  const find = (text: string): void => {
    setTyped(text);
    const best = text.trim() === '' ? undefined : bestMatch(findOperations(view, text), text);
    if (best !== undefined) chosen(best);
  };
  const focusSearch = (): void => document.getElementById(SEARCH_ID)?.focus();
  useKeys([
    { key: 'f', label: 'operations.find', run: focusSearch },
    { key: '/', label: 'operations.find', run: focusSearch },
  ]);
  useEffect(() => {
    document.getElementById(optionId(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const at = names.indexOf(selected);
    const next = at < 0 ? names[0] : names[at + step];
    if (step !== 0) event.preventDefault();
    if (step !== 0 && next !== undefined) chosen(next);
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (at < 0 && next !== undefined) chosen(next);
    if (next !== undefined) onOpen();
  };
  return (
    <div className="operation-list">
      <TextInput
        id={SEARCH_ID}
        type="search"
        aria-label={t('operations.find')}
        aria-controls="operations-functions"
        placeholder={t('operations.find')}
        value={typed}
        onValueChange={find}
        onKeyDown={onKeyDown}
      />
      <div
        id="operations-functions"
        role="listbox"
        tabIndex={0}
        className="operation-options"
        aria-label={t('operations.functions')}
        aria-activedescendant={names.includes(selected) ? optionId(selected) : undefined}
        onKeyDown={onKeyDown}
      >
        {names.length === 0 && <p className="hint help">{t('operations.noneFound', { typed })}</p>}
        {groups.map(({ group, entries }) => (
          <div key={group} role="group" aria-label={t(GROUP_WORDS[group])}>
            <div className="operation-group" aria-hidden="true">
              {t(GROUP_WORDS[group])}
            </div>
            {entries.map(({ name }) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys
              <div
                key={name}
                id={optionId(name)}
                role="option"
                className="operation-option truncate"
                aria-selected={name === selected}
                onClick={() => chosen(name)}
              >
                {name}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

const optionId = (name: string): string => `operation-${name}`;
