import { Lock } from 'lucide-react';
import type { Environment } from '../../core/contract/profiles.ts';
import { useText } from '../i18n/i18n.ts';
import { Badge } from './badge.tsx';

interface Props {
  environment: Environment;
  readOnly: boolean;
}

/** What a connection is for, and whether it is read only. */
export function EnvironmentBadge({ environment, readOnly }: Props) {
  const t = useText();
  return (
    <>
      {environment === 'demo' ? (
        <Badge state="demo" />
      ) : (
        <span className="kind-badge" data-environment={environment}>
          {t(`connections.environment.${environment}`)}
        </span>
      )}
      {readOnly && (
        <span className="kind-badge">
          <Lock size={11} strokeWidth={2.25} aria-hidden="true" /> {t('connections.readOnlyBadge')}
        </span>
      )}
    </>
  );
}
