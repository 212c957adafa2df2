import { useState } from 'react';
import { inputError } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { toSendDraft } from '../../../store/drafts.ts';
import { useUi } from '../../../store/ui-store.ts';
import { saidSaved } from '../library-actions.ts';
import { type SaveSource, useLibrary } from '../library-store.ts';
import { PathField } from './path-field.tsx';
import { useAsking } from './use-asking.ts';

interface Props {
  source: SaveSource;
  suggested: string;
  onClose(): void;
}

/** Where a message goes in the library; a file that is there is never replaced from here. */
export function SaveDialog({ source, suggested, onClose }: Props) {
  const t = useText();
  const [name, setName] = useState(suggested);
  const { error, clear, ask } = useAsking(onClose);
  const save = async (): Promise<void> => {
    const path = `${name.trim()}.json`;
    const saved = await write(source, path);
    if (saved.kind === 'conflict') throw inputError('path', 'exists', { value: name.trim() });
    if (source.kind === 'draft')
      useLibrary.getState().draftFiled(source.draftId, { path, version: saved.version });
    saidSaved(path);
  };
  return (
    <FormDialog
      title={t('library.save')}
      confirmLabel={t('library.saveConfirm')}
      onClose={onClose}
      onConfirm={() => ask(save)}
    >
      <PathField
        value={name}
        error={error}
        onValueChange={(next) => {
          clear();
          setName(next);
        }}
      />
    </FormDialog>
  );
}

async function write(source: SaveSource, path: string) {
  if (source.kind === 'message')
    return await call('library.save.message', { path, ref: source.ref, baseVersion: null });
  const draft = useUi.getState().drafts[source.draftId];
  if (draft === undefined) throw inputError('path', 'empty');
  return await call('library.save', { path, draft: toSendDraft(draft), baseVersion: null });
}
