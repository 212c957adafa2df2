import type { JsonMember, JsonNode } from '../json/json-tree.ts';

/** A document as lines that can be compared. */
export interface ComparableLines {
  /** As shown. */
  texts: string[];
  /** Equal keys: not a difference. */
  keys: string[];
}

/** Paths of objects with another key order that are named. */
const MAX_REORDERED = 20;

/**
 * Both documents as indented lines. The right one's members stand in the order of the left one's, so that key order is
 * no difference; `reordered` names the objects (`order.items[0]`, '' for the document) where the order differed. Nor is
 * a comma behind a member that became the last, nor how a string is escaped. Numbers differ by a digit: 1.0 is not 1.
 */
export function jsonLines(left: JsonNode, right: JsonNode) {
  const reordered: string[] = [];
  const aligned = inOrderOf(left, right, '', reordered);
  return { left: linesOf(left), right: linesOf(aligned), reordered };
}

function inOrderOf(model: JsonNode, node: JsonNode, path: string, reordered: string[]): JsonNode {
  if (model.kind === 'array' && node.kind === 'array') {
    const items = node.items.map((item, index) => {
      const other = model.items[index];
      return other === undefined ? item : inOrderOf(other, item, `${path}[${index}]`, reordered);
    });
    return { ...node, items };
  }
  if (model.kind !== 'object' || node.kind !== 'object') return node;
  const members = sortMembers(model.members, node.members);
  if (members.some((member, index) => member !== node.members[index]) && reordered.length < MAX_REORDERED)
    reordered.push(path);
  const first = new Map<string, JsonNode>();
  for (const { name, value } of model.members) if (!first.has(name)) first.set(name, value);
  return {
    ...node,
    members: members.map((member) => {
      const other = first.get(member.name);
      if (other === undefined) return member;
      const inner = path === '' ? member.name : `${path}.${member.name}`;
      return { ...member, value: inOrderOf(other, member.value, inner, reordered) };
    }),
  };
}

/** Members both have, in the model's order; one that only `own` has stays behind the member it follows there. */
function sortMembers(model: JsonMember[], own: JsonMember[]): JsonMember[] {
  const rank = new Map<string, number>();
  for (const { name } of model) if (!rank.has(name)) rank.set(name, rank.size);
  let last = -1;
  const placed = own.map((member, index) => {
    last = rank.get(member.name) ?? last;
    return { member, rank: last, extra: rank.has(member.name) ? 0 : 1, index };
  });
  placed.sort((a, b) => a.rank - b.rank || a.extra - b.extra || a.index - b.index);
  return placed.map(({ member }) => member);
}

function linesOf(root: JsonNode): ComparableLines {
  const texts: string[] = [];
  const keys: string[] = [];
  const add = (text: string, comma: string): void => {
    texts.push(text + comma);
    keys.push(text);
  };
  const write = (node: JsonNode, indent: string, before: string, comma: string): void => {
    if (node.kind === 'scalar') {
      add(indent + before + (node.text.startsWith('"') ? quoted(JSON.parse(node.text)) : node.text), comma);
      return;
    }
    const [open, close] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
    const parts: { before: string; node: JsonNode }[] =
      node.kind === 'object'
        ? node.members.map(({ name, value }) => ({ before: `${quoted(name)}: `, node: value }))
        : node.items.map((item) => ({ before: '', node: item }));
    if (parts.length === 0) {
      add(`${indent}${before}${open}${close}`, comma);
      return;
    }
    add(`${indent}${before}${open}`, '');
    parts.forEach((part, index) => {
      write(part.node, `${indent}  `, part.before, index < parts.length - 1 ? ',' : '');
    });
    add(`${indent}${close}`, comma);
  };
  write(root, '', '', '');
  return { texts, keys };
}

const quoted = (text: string): string => JSON.stringify(text);
