import { useId, useMemo, useState } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { CODE_LANGUAGES, type CodeLanguage, writeCode } from '../../../../core/model/code/code.ts';
import { hasVariables } from '../../../../core/model/template/parse.ts';
import { copyText } from '../../../bridge/copy-text.ts';
import { Button } from '../../../components/button.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { showToast } from '../../../components/toast.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { codeTarget } from '../../../store/code-target.ts';
import { type Draft, templateTexts, toSendDraft } from '../../../store/drafts.ts';
import { PastePython } from './paste-python.tsx';

/** Of a long program, so much is shown; Copy takes it whole. */
const SHOWN_CHARACTERS = 20_000;

const WORDS: Record<CodeLanguage, string> = {
  python: 'Python',
  java: 'Java',
  go: 'Go',
  node: 'Node',
  mqadmin: 'mqadmin',
};

interface Props {
  draft: Draft;
  profile: ProfileView | undefined;
}

/** The draft as a program that sends it, and the way back. */
export function CodePanel({ draft, profile }: Props) {
  const t = useText();
  const labelId = useId();
  const [language, setLanguage] = useState<CodeLanguage>('python');
  const code = useMemo(() => codeOf(language, draft, profile), [language, draft, profile]);
  return (
    <div className="code-panel">
      <div className="code-head">
        <span id={labelId} className="field-label">
          {t('compose.language')}
        </span>
        <RadioGroup
          aria-labelledby={labelId}
          value={language}
          onValueChange={(next: CodeLanguage) => setLanguage(next)}
          options={CODE_LANGUAGES.map((value) => ({ value, label: WORDS[value] }))}
        />
        <Button
          size="small"
          onClick={() => void copyText(code).then(() => showToast(t('compose.codeCopied')))}
        >
          {t('common.copy')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and scrolls by the keyboard too */}
      <section className="code" tabIndex={0} aria-label={t('compose.code')}>
        <pre className="data">{code.slice(0, SHOWN_CHARACTERS)}</pre>
      </section>
      {code.length > SHOWN_CHARACTERS && <p className="meta hint">{t('compose.codeCut')}</p>}
      {profile?.accessKey !== undefined && <p className="meta hint">{t('compose.codeKeys')}</p>}
      {draft.variables && templateTexts(draft).some(hasVariables) && (
        <p className="meta fact-warn">{t('compose.codeVariables')}</p>
      )}
      <PastePython />
    </div>
  );
}

function codeOf(language: CodeLanguage, draft: Draft, profile: ProfileView | undefined): string {
  return writeCode(language, toSendDraft(draft), codeTarget(profile));
}
