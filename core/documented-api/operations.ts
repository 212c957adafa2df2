import type { DocumentedName } from '../contract/documented.ts';
import { CConsumeStatus, CSendStatus, CStatus } from '../model/documented-status.ts';
import { consumerOperations } from './operations/consumers.ts';
import { messageOperations } from './operations/messages.ts';
import type { Operation } from './operations/operation.ts';
import { producerOperations } from './operations/producers.ts';
import { receivedMessageOperations } from './operations/received-messages.ts';

/** Every documented function: what it means, gives, throws and sends, and where it differs. docs/operations.md is made of it. */
export const operations: Record<DocumentedName, Operation> = {
  ...messageOperations,
  ...receivedMessageOperations,
  ...producerOperations,
  ...consumerOperations,
  GetVersion: {
    group: 'other',
    meaning: { zh: '获取版本信息。', en: 'The version of this API.' },
    returns: 'text',
    errors: {},
    wire: [],
    difference: "The documented text: it names the API that is followed, not Gantry's own version.",
  },
};

interface StatusEnum {
  name: string;
  members: { name: string; value: number; zh: string; en: string }[];
}

function membersOf<Name extends string>(
  values: Record<Name, number>,
  meanings: Record<Name, [zh: string, en: string]>,
): StatusEnum['members'] {
  const names = Object.keys(values) as Name[];
  return names.map((name) => ({ name, value: values[name], zh: meanings[name][0], en: meanings[name][1] }));
}

/** The status group. */
export const statusEnums: StatusEnum[] = [
  {
    name: 'CConsumeStatus',
    members: membersOf(CConsumeStatus, {
      E_CONSUME_SUCCESS: ['消费成功', 'success'],
      E_RECONSUME_LATER: ['延迟消费', 'later'],
    }),
  },
  {
    name: 'CSendStatus',
    members: membersOf(CSendStatus, {
      E_SEND_OK: ['发送成功', 'stored'],
      E_SEND_FLUSH_DISK_TIMEOUT: ['写入磁盘超时', 'stored, not on disk yet'],
      E_SEND_FLUSH_SLAVE_TIMEOUT: ['写入从节点超时', 'stored, not on a replica yet'],
      E_SEND_SLAVE_NOT_AVAILABLE: ['从节点不可用', 'stored, no replica there'],
    }),
  },
  {
    name: 'CStatus',
    members: membersOf(CStatus, {
      OK: ['成功', 'done'],
      NULL_POINTER: ['失败', 'a handle that is null, destroyed or of another kind'],
    }),
  },
];
