import { decodeProperties } from '../../protocol/properties-codec.ts';

/** Properties by name; the last of a repeated name counts, as in Java's map. */
export type PropertyMap = Map<string, string>;

export function propertyMap(text: string): PropertyMap {
  return new Map(decodeProperties(text));
}

/** `name 0x01 value 0x02` for each. Unlike the producer's encoder it refuses nothing: what was sent is kept. */
export function propertyText(properties: PropertyMap): string {
  let text = '';
  for (const [name, value] of properties) text += `${name}\u0001${value}\u0002`;
  return text;
}

/** Two texts as one, the first with or without its last separator. */
export function joinPropertyTexts(first: string, second: string): string {
  return first === '' || first.endsWith('\u0002') ? first + second : `${first}\u0002${second}`;
}
