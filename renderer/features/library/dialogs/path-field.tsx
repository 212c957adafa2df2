import type { ErrorData } from '../../../../core/model/error.ts';
import { Combobox } from '../../../components/combobox.tsx';
import { Field } from '../../../components/field.tsx';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useLibrary } from '../library-store.ts';

interface Props {
  value: string;
  error: ErrorData | undefined;
  onValueChange(value: string): void;
}

/** `Checkout/Order paid`: a place in the library, with its folders as suggestions. */
export function PathField({ value, error, onValueChange }: Props) {
  const t = useText();
  const entries = useLibrary((library) => library.view?.entries);
  const folders = (entries ?? []).filter(({ kind }) => kind === 'folder').map(({ path }) => `${path}/`);
  return (
    <Field
      label={t('library.name')}
      fact={t('library.nameFact')}
      error={error === undefined ? undefined : fieldErrorText(error, t)}
    >
      {(control) => (
        <Combobox
          {...control}
          value={value}
          items={folders}
          openLabel={t('library.collections')}
          onValueChange={onValueChange}
        />
      )}
    </Field>
  );
}
