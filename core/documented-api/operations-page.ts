import { documentedCalls } from '../contract/documented.ts';
import type { Operation } from './operations/operation.ts';
import { operations, statusEnums } from './operations.ts';

const HEAD = `# Operations

Made by \`npm run docs\` from \`core/documented-api/operations.ts\`; a test fails when it is out of date.

The API of librocketmqclientpython 1.2.0, by its documented names: as functions of a program
(\`core/documented-api/index.ts\`) and as calls between window and host (\`core/contract/documented.ts\`).

- Handles are positive integers of four kinds: messages to send, received messages, producers, consumers.
- A call returns CStatus or throws. NULL_POINTER is for handles only: null, destroyed, or of another kind; where a
  function returns something else it is thrown. Anything else that is wrong with an argument throws INPUT.
- Start, Send and Shutdown return promises. A send that was not stored rejects with code and remark; nobody answered =
  outcome *unknown*.
- Between window and host, \`queueSelectorCallback\` is \`{kind:'index',n}\`, \`{kind:'hash',key}\` or \`{kind:'modulo',n}\`; a
  SendResult is \`{sendStatus, offset, msgId}\`; messages come as event \`documented.delivery\` and are answered by
  \`documented.answer {delivery, status}\`; \`documented.handles\` lists what there is.
- Between window and host, a start or a send through a name server of a kept connection that is read only throws STATE
  readOnlyAddress; a program decides for itself.
- Of our own: \`GetMessageByteBody(message)\` gives a received body as bytes.
`;

const GROUPS: readonly Operation['group'][] = ['message', 'producer', 'push consumer', 'other'];

/** docs/operations.md, whole. */
export function operationsPage(): string {
  return [HEAD, statusSection(), ...GROUPS.map(groupSection)].join('\n');
}

function statusSection(): string {
  const rows = statusEnums.flatMap(({ name, members }) =>
    members.map((member) => [
      `\`${name}\``,
      `\`${member.name}\``,
      String(member.value),
      member.zh,
      member.en,
    ]),
  );
  return section('status', [['Enum', 'Member', 'Value', '含义', 'Meaning'], ...rows]);
}

function groupSection(group: Operation['group']): string {
  const rows = Object.entries(documentedCalls).flatMap(([name, { input }]) => {
    const operation = operations[name as keyof typeof documentedCalls];
    return operation.group === group ? [row(name, input.shape, operation)] : [];
  });
  const head = [
    'Function',
    'Parameters',
    'Returns',
    '含义',
    'Meaning',
    'Throws or rejects with',
    'Requests',
    'Difference from the native library, and why',
  ];
  const note =
    group === 'producer'
      ? '`SendResult` is what a send that was stored gives: `sendStatus` (CSendStatus), `offset` in its queue, and `GetMsgId()`.\n\n'
      : '';
  return section(group, [head, ...rows], note);
}

function row(
  name: string,
  shape: Record<string, { description?: string | undefined }>,
  operation: Operation,
): string[] {
  const parameters = Object.entries(shape).map(
    ([field, { description = '' }]) => `\`${field}\`: ${description}`,
  );
  const errors = Object.entries(operation.errors).map(([code, detail]) =>
    detail === '' ? code : `${code} (${detail})`,
  );
  return [
    `\`${name}\``,
    parameters.join('<br>'),
    operation.returns,
    operation.meaning.zh,
    operation.meaning.en,
    errors.join('<br>'),
    operation.wire.join(', '),
    operation.difference || 'None.',
  ];
}

function section(title: string, [head = [], ...rows]: string[][], note = ''): string {
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = `|${head.map(() => '---').join('|')}|`;
  return `## ${title[0]?.toUpperCase()}${title.slice(1)}\n\n${note}${[line(head), rule, ...rows.map(line)].join('\n')}\n`;
}
