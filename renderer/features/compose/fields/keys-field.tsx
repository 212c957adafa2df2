import { X } from 'lucide-react';
import { useRef } from 'react';
import { Field } from '../../../components/field.tsx';
import { useText } from '../../../i18n/i18n.ts';

/** Keys in a text: without blanks, or with blanks inside of a variable. */
const KEYS = /(?:\{\{[^{}]*\}\}|\S)+/g;

interface Props {
  keys: string[];
  typing: string;
  error: string | undefined;
  onEdited(patch: { keys?: string[]; keyTyping?: string }): void;
  onBlur(): void;
}

/** Enter or a blank makes a chip, but not inside the braces of a variable; Backspace in the empty field takes the last one back. */
export function KeysField({ keys, typing, error, onEdited, onBlur }: Props) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const take = (text: string, rest = ''): void => {
    const more = text.match(KEYS) ?? [];
    onEdited({ keys: [...keys, ...more.filter((key) => !keys.includes(key))], keyTyping: rest });
  };
  const remove = (at: number): void => {
    onEdited({ keys: keys.filter((_, index) => index !== at) });
    input.current?.focus();
  };
  return (
    <Field label={t('compose.keys')} fact={t('compose.keysFact')} error={error}>
      {(control) => (
        <div className="chips-input text-input" data-invalid={error !== undefined || undefined}>
          {keys.map((key, index) => (
            <span key={key} className="chip data">
              <span className="truncate">{key}</span>
              <button
                type="button"
                className="chip-remove"
                aria-label={t('compose.removeKey', { key })}
                onClick={() => remove(index)}
              >
                <X size={10} aria-hidden="true" />
              </button>
            </span>
          ))}
          <input
            {...control}
            ref={input}
            type="text"
            className="data"
            spellCheck={false}
            autoComplete="off"
            value={typing}
            onChange={(event) => {
              const { value } = event.target;
              if (/\s/.test(value) && !endsInBraces(value)) take(value);
              else onEdited({ keyTyping: value });
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && typing !== '') {
                event.preventDefault();
                take(typing);
              }
              if (event.key === 'Backspace' && typing === '') remove(keys.length - 1);
            }}
            onBlur={() => {
              if (typing !== '') take(typing);
              onBlur();
            }}
          />
        </div>
      )}
    </Field>
  );
}

/** A variable has begun and is not whole yet: `{{int 1`. */
const endsInBraces = (text: string): boolean => text.lastIndexOf('{{') > text.lastIndexOf('}}');
