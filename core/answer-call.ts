import type { Answer } from './contract/answer.ts';
import { type CallName, calls, type Handlers } from './contract/contract.ts';
import { inputError, toErrorData } from './model/error.ts';

/** Runs one call of a window on an input that is parsed first. Never throws: errors are data. */
export async function answerCall(
  handlers: Handlers,
  windowId: string,
  name: string,
  input: unknown,
): Promise<Answer<unknown>> {
  try {
    if (!Object.hasOwn(calls, name))
      throw inputError('call', 'unknown', { value: String(name).slice(0, 64) });
    const known = name as CallName;
    const parsed = calls[known].input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw inputError(issue?.path.join('.') || 'input', 'unknown', { value: issue?.message ?? '' });
    }
    const handler = handlers[known] as (value: unknown, windowId: string) => unknown;
    return { ok: true, value: await handler(parsed.data, windowId) };
  } catch (error) {
    return { ok: false, error: toErrorData(error) };
  }
}
