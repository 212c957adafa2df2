import type { DiffField } from '../../../core/contract/diff.ts';
import { formatDateTime } from '../../format/format.ts';
import { en, type TextKey } from '../../i18n/catalogue.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';

interface Props {
  fields: readonly DiffField[];
  /** Equal ones as well. */
  sameShown: boolean;
}

/** Every fact of both messages, beside each other, with what became of it. */
export function FieldsTable({ fields, sameShown }: Props) {
  const t = useText();
  return (
    <table className="diff-fields" aria-label={t('diff.fieldGrid')}>
      <thead>
        <tr>
          <th>{t('diff.field')}</th>
          <th>{t('diff.left')}</th>
          <th>{t('diff.right')}</th>
          <th>{t('diff.differs')}</th>
        </tr>
      </thead>
      <tbody>
        {fields
          .filter(({ differs }) => differs || sameShown)
          .map((field, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may repeat, and the list is fixed
            <tr key={index} data-differs={field.differs || undefined}>
              <th scope="row" className={field.group === 'property' ? 'data' : undefined}>
                {nameOf(field, t)}
              </th>
              <td className="data">{valueText(field, field.left, t)}</td>
              <td className="data">{valueText(field, field.right, t)}</td>
              <td>{t(verdict(field))}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function nameOf({ group, name }: DiffField, t: Translate): string {
  const key = `diff.f.${name}`;
  return group !== 'property' && key in en ? t(key as TextKey) : name;
}

function valueText({ group, name }: DiffField, value: string | undefined, t: Translate): string {
  if (value === undefined || value === '') return '–';
  if (group === 'field' && name === 'delayLevel' && value === '0') return t('library.none');
  return group === 'timing' ? formatDateTime(Number(value)) : value;
}

function verdict({ left, right, differs }: DiffField): TextKey {
  if (!differs) return 'diff.same';
  if (left === undefined) return 'diff.onlyRight';
  return right === undefined ? 'diff.onlyLeft' : 'diff.differs';
}
