import { Code } from 'lucide-react';
import { CODE_LANGUAGES, type CodeLanguage, writeCode } from '../../../../../core/model/code/code.ts';
import { call } from '../../../../bridge/call.ts';
import { codeTarget } from '../../../../store/code-target.ts';
import { useHost } from '../../../../store/host-store.ts';
import type { RowAction } from '../../row-action.ts';
import { copy, tooMany } from './copy.ts';

/** Their programs may stand one after the other in one file. */
const ONE_AFTER_THE_OTHER: readonly CodeLanguage[] = ['python', 'mqadmin'];

/** As a program that sends a copy: what a draft of it would send, with placeholders for keys. */
export const COPY_CODE = CODE_LANGUAGES.map(
  (language): RowAction => ({
    id: `copyCode-${language}`,
    label: `message.action.copyCode.${language}`,
    icon: Code,
    takes: ONE_AFTER_THE_OTHER.includes(language) ? 'many' : 'one',
    whyNot: tooMany,
    async run(targets, { profileId, t }) {
      const target = codeTarget(useHost.getState().profiles[profileId]);
      const copies = await Promise.all(targets.map(({ ref }) => call('resend.draft', { ref, link: false })));
      await copy(copies.map(({ draft }) => writeCode(language, draft, target)).join('\n'), t);
    },
  }),
);
