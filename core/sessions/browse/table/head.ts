import type { Properties } from '../../../model/message.ts';

const NAME_END = '\u0001';
const VALUE_END = '\u0002';

/** Properties as one text, which decodeProperties reads again: what a broker stored may hold what no sender may write. */
export function headOf(properties: Properties): string {
  let text = '';
  for (const [name, value] of properties) text += name + NAME_END + value + VALUE_END;
  return text;
}

/** One value of such a text, the last one when the name repeats; undefined when it is not there. */
export function valueIn(head: string, name: string): string | undefined {
  const start = name + NAME_END;
  const inside = head.lastIndexOf(VALUE_END + start);
  const at = inside >= 0 ? inside + 1 : head.startsWith(start) ? 0 : -1;
  if (at < 0) return undefined;
  const from = at + start.length;
  return head.slice(from, head.indexOf(VALUE_END, from));
}
