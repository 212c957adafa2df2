import type { CodeMessage, CodeTarget } from './code-message.ts';
import { documentedSend } from './documented-send.ts';
import { writePython } from './python/write.ts';

/** For librocketmqclientpython. */
export function pythonCode(message: CodeMessage, target: CodeTarget): string {
  const printed = message.mode === 'oneway' ? '' : 'print(result.GetMsgId())\n';
  return writePython(documentedSend(message, target)) + printed;
}
