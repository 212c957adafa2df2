/** In the order they are shown. `message` holds what was sent by key, and the look-up of a pasted id. */
export const PALETTE_GROUPS = ['place', 'topic', 'group', 'message', 'action', 'recent'] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

/** One thing the palette can do. */
export interface PaletteItem {
  id: string;
  group: PaletteGroup;
  label: string;
  /** Beside the label, in hint colour. */
  hint?: string;
  /** Its key, as the registry has it. */
  shortcut?: string;
  /** Why it cannot be done now: it is listed all the same. */
  reason?: string;
  run(): void;
}

/** What the first character limits the list to. */
const PREFIXES: Record<string, PaletteGroup | undefined> = { '>': 'action', '#': 'topic', '@': 'group' };

/** Shown of one group while all are asked for; a prefix shows as many as there are. */
const EACH_GROUP = 5;
const AT_MOST = 200;

export interface PaletteQuery {
  /** Only this group; undefined: all. */
  only: PaletteGroup | undefined;
  words: string[];
}

export function paletteQuery(typed: string): PaletteQuery {
  const text = typed.trimStart();
  const only = PREFIXES[text[0] ?? ''];
  const rest = only === undefined ? text : text.slice(1);
  return { only, words: rest.toLowerCase().split(/\s+/).filter(Boolean) };
}

/**
 * The items that have every word, by group; in a group those whose label begins with the first word go first, what
 * cannot be done goes last. Topics, groups and sent messages need a word or their prefix: there may be thousands.
 */
export function findItems(items: readonly PaletteItem[], { only, words }: PaletteQuery): PaletteItem[] {
  const fits = ({ label, hint = '' }: PaletteItem): boolean => {
    const text = `${label} ${hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return PALETTE_GROUPS.filter((group) => only === undefined || group === only)
    .flatMap((group) => {
      if (only === undefined && words.length === 0 && NEEDS_WORDS.includes(group)) return [];
      const found = items.filter((item) => item.group === group && fits(item));
      found.sort((a, b) => rank(a, words) - rank(b, words));
      return only === undefined && words.length > 0 ? found.slice(0, EACH_GROUP) : found;
    })
    .slice(0, AT_MOST);
}

const NEEDS_WORDS: readonly PaletteGroup[] = ['topic', 'group', 'message'];

function rank({ label, reason }: PaletteItem, [first = '']: readonly string[]): number {
  return (reason === undefined ? 0 : 2) + (label.toLowerCase().startsWith(first) ? 0 : 1);
}

/** A unique key (32 hex digits, 40 from an IPv6 host), or an offset id. */
export const isMessageId = (typed: string): boolean =>
  /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56})$/i.test(typed.trim());
