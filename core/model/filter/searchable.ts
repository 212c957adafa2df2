import type { Properties } from '../message.ts';
import { PROPERTY, RESERVED_PROPERTIES } from '../properties.ts';

/** Reserved properties that say what a person gave the message; the others would match words nobody wrote. */
const SPOKEN: ReadonlySet<string> = new Set([PROPERTY.keys, PROPERTY.tags, PROPERTY.uniqueKey]);

/** What a plain word is looked for in, beside the body: tag, keys, unique key, and user properties with their names. */
export function searchableText(properties: Properties): string {
  let text = '';
  for (const [name, value] of properties) {
    if (SPOKEN.has(name)) text += `${value}\n`;
    else if (!RESERVED_PROPERTIES.has(name)) text += `${name}=${value}\n`;
  }
  return text;
}
