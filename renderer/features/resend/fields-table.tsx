import type { ResendField, ResendWhy } from '../../../core/model/resend/explain.ts';
import { formatBytes, formatNumber } from '../../format/format.ts';
import { en, type TextKey } from '../../i18n/catalogue.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';

/** A longer value is cut; the host sends all of it. */
const SHOWN_CHARACTERS = 240;

/** Every fact of the original beside what is sent in its place, and why: exactly what will differ. */
export function FieldsTable({ fields }: { fields: readonly ResendField[] }) {
  const t = useText();
  return (
    <table className="resend-fields" aria-label={t('resend.fields')}>
      <thead>
        <tr>
          <th>{t('resend.field')}</th>
          <th>{t('resend.original')}</th>
          <th>{t('resend.sent')}</th>
          <th>{t('resend.why')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may repeat, and the list is fixed
          <tr key={index} data-why={field.why}>
            <th scope="row" className={field.group === 'property' ? 'data' : undefined}>
              {nameOf(field, t)}
            </th>
            <td className="data">{valueText(field, field.original, t)}</td>
            <td className="data">
              {field.renewed === true ? t('resend.renewed') : valueText(field, field.sent, t)}
            </td>
            <td>{whyText(field, t)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOf({ group, name }: ResendField, t: Translate): string {
  const key = `resend.f.${name}`;
  return group === 'field' && key in en ? t(key as TextKey) : name;
}

function valueText({ group, name }: ResendField, value: string | undefined, t: Translate): string {
  if (value === undefined || value === '') return '–';
  if (group === 'field' && name === 'delayLevel' && value === '0') return t('resend.none');
  if (group === 'field' && name === 'body') return formatBytes(Number(value));
  if (group === 'field' && name === 'mode') return t(`compose.${value}` as TextKey);
  if (value.length <= SHOWN_CHARACTERS) return value;
  const start = value.slice(0, SHOWN_CHARACTERS);
  return t('resend.characters', { start, count: formatNumber(value.length) });
}

function whyText({ why, original = '' }: ResendField, t: Translate): string {
  const key: TextKey = `resend.why.${why satisfies ResendWhy}`;
  return t(key, { level: original });
}
