import { inputError } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { saidSaved, writeDraft } from '../library-actions.ts';
import type { SaveSource } from '../library-store.ts';
import { PathDialog } from './path-dialog.tsx';

interface Props {
  source: SaveSource;
  suggested: string;
  onClose(): void;
}

/** Where a message goes in the library; a file that is there is never replaced from here. */
export function SaveDialog({ source, suggested, onClose }: Props) {
  const t = useText();
  const save = async (name: string): Promise<void> => {
    const path = `${name}.json`;
    const saved = await write(source, path);
    if (saved.kind === 'conflict') throw inputError('path', 'exists', { value: name });
    saidSaved(path);
  };
  return (
    <PathDialog
      title={t('library.save')}
      confirmLabel={t('library.saveConfirm')}
      suggested={suggested}
      onClose={onClose}
      onConfirm={save}
    />
  );
}

async function write(source: SaveSource, path: string) {
  if (source.kind === 'message')
    return await call('library.save.message', { path, ref: source.ref, baseVersion: null });
  const draft = useUi.getState().drafts[source.draftId];
  if (draft === undefined) throw inputError('path', 'empty');
  return await writeDraft(draft, path, null);
}
