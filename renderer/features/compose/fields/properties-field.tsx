import { Plus, X } from 'lucide-react';
import { type ClipboardEvent, useId, useRef } from 'react';
import { RESERVED_PROPERTIES } from '../../../../core/model/properties.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { FieldGroup } from '../../../components/field.tsx';
import { useText } from '../../../i18n/i18n.ts';
import type { DraftProperty } from '../../../store/drafts.ts';
import { propertyHelp } from '../../message/property-help.ts';
import { parsePropertyLines } from './paste-properties.ts';

interface Props {
  properties: DraftProperty[];
  error: string | undefined;
  /** Which input the error is about. */
  errorAt: { id: number; part: 'name' | 'value' } | undefined;
  onEdited(properties: DraftProperty[]): void;
  onBlur(): void;
}

export function PropertiesField({ properties, error, errorAt, onEdited, onBlur }: Props) {
  const t = useText();
  const warningId = useId();
  const table = useRef<HTMLDivElement>(null);
  const nextId = Math.max(0, ...properties.map(({ id }) => id)) + 1;
  const focusRow = (id: number): void => {
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLInputElement>(`[data-row="${id}"] input`)?.focus(),
    );
  };
  const edit = (id: number, patch: Partial<DraftProperty>): void =>
    onEdited(properties.map((row) => (row.id === id ? { ...row, ...patch } : row)));
  const describedBy = ({ id, name }: DraftProperty, note: string | undefined): string | undefined => {
    if (errorAt?.id === id) return note;
    return RESERVED_PROPERTIES.has(name) ? `${warningId}-${id}` : undefined;
  };
  const paste = (row: DraftProperty, event: ClipboardEvent): void => {
    const pairs = parsePropertyLines(event.clipboardData.getData('text'));
    if (pairs === undefined || row.value !== '') return;
    event.preventDefault();
    const pasted = pairs.map(([name, value], index) => ({ id: nextId + index, name, value }));
    const at = properties.indexOf(row);
    const kept = row.name === '' ? properties.slice(0, at) : properties.slice(0, at + 1);
    onEdited([...kept, ...pasted, ...properties.slice(at + 1)]);
  };
  return (
    <FieldGroup label={t('compose.properties')} fact={t('compose.pasteHint')} error={error}>
      {(group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be named by a label outside of it
        <div {...group} role="group" className="properties" ref={table}>
          {properties.map((row) => (
            <div key={row.id} className="property-row" data-row={row.id}>
              {(['name', 'value'] as const).map((part) => (
                <input
                  key={part}
                  type="text"
                  className={`data property-${part}`}
                  spellCheck={false}
                  autoComplete="off"
                  aria-label={t(part === 'name' ? 'compose.propertyName' : 'compose.propertyValue')}
                  aria-invalid={(errorAt?.id === row.id && errorAt.part === part) || undefined}
                  aria-describedby={describedBy(row, group['aria-describedby'])}
                  value={row[part]}
                  onChange={(event) => edit(row.id, { [part]: event.target.value })}
                  onPaste={(event) => paste(row, event)}
                  onBlur={onBlur}
                />
              ))}
              <IconButton
                size="small"
                icon={X}
                label={t('compose.removeProperty', { name: row.name })}
                onClick={() => onEdited(properties.filter(({ id }) => id !== row.id))}
              />
              {RESERVED_PROPERTIES.has(row.name) && (
                <p id={`${warningId}-${row.id}`} className="property-warning meta fact-warn">
                  {t('compose.reservedProperty', { name: row.name })} {t(propertyHelp(row.name))}
                </p>
              )}
            </div>
          ))}
          <Button
            tone="plain"
            size="small"
            icon={Plus}
            className="property-add"
            onClick={() => {
              onEdited([...properties, { id: nextId, name: '', value: '' }]);
              focusRow(nextId);
            }}
          >
            {t('compose.addProperty')}
          </Button>
        </div>
      )}
    </FieldGroup>
  );
}
