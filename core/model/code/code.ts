import type { CodeMessage, CodeTarget } from './code-message.ts';
import { goCode } from './go.ts';
import { javaCode } from './java.ts';
import { mqadminCode } from './mqadmin.ts';
import { nodeCode } from './node.ts';
import { pythonCode } from './python-code.ts';

export const CODE_LANGUAGES = ['python', 'java', 'go', 'node', 'mqadmin'] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** A program, or for mqadmin a command, that sends the message. */
export function writeCode(language: CodeLanguage, message: CodeMessage, target: CodeTarget): string {
  return WRITERS[language](message, target);
}

const WRITERS: Record<CodeLanguage, (message: CodeMessage, target: CodeTarget) => string> = {
  python: pythonCode,
  java: javaCode,
  go: goCode,
  node: nodeCode,
  mqadmin: mqadminCode,
};
