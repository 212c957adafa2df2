import { ArrowRight, Plus, X } from 'lucide-react';
import { Button, IconButton } from '../../../components/button.tsx';
import { FieldGroup } from '../../../components/field.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { useText } from '../../../i18n/i18n.ts';
import type { EditorParts } from './profile-fields.tsx';
import type { MapRow } from './profile-form.ts';

/** Where to dial instead of what a broker announces. */
export function AddressMapField({ form, edit, errorOf }: EditorParts) {
  const t = useText();
  const rows = form.addressMap;
  const change = (id: number, patch: Partial<MapRow>): void =>
    edit({ addressMap: rows.map((row) => (row.id === id ? { ...row, ...patch } : row)) });
  const add = (): void => {
    const id = Math.max(-1, ...rows.map((row) => row.id)) + 1;
    edit({ addressMap: [...rows, { id, announced: '', dialled: '' }] });
  };
  return (
    <FieldGroup label={t('connections.addressMap')} error={errorOf('addressMap')}>
      {(group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own legend beside the label
        <div role="group" {...group}>
          {rows.map(({ id, announced, dialled }) => (
            <div key={id} className="map-row">
              <TextInput
                data
                aria-label={t('connections.announced')}
                placeholder="172.18.0.4:10911"
                value={announced}
                onValueChange={(next) => change(id, { announced: next })}
              />
              <ArrowRight size={14} aria-hidden="true" className="hint" />
              <TextInput
                data
                aria-label={t('connections.dialled')}
                placeholder="localhost:10911"
                value={dialled}
                onValueChange={(next) => change(id, { dialled: next })}
              />
              <IconButton
                size="small"
                icon={X}
                label={t('connections.removeEntry', { address: announced })}
                onClick={() => edit({ addressMap: rows.filter((row) => row.id !== id) })}
              />
            </div>
          ))}
          <Button tone="plain" size="small" icon={Plus} onClick={add}>
            {t('connections.addEntry')}
          </Button>
        </div>
      )}
    </FieldGroup>
  );
}
