import type { AppView, Settings } from '../../../core/contract/views.ts';
import { call } from '../../bridge/call.ts';
import { RadioGroup } from '../../components/radio-group.tsx';
import { useText } from '../../i18n/i18n.ts';
import { KeptPath } from './kept-path.tsx';
import { Line } from './settings-parts.tsx';

interface Props {
  app: AppView;
  change(patch: Partial<Settings>): void;
}

/** How much is written down, and where. */
export function Log({ app: { settings, dataFolder }, change }: Props) {
  const t = useText();
  return (
    <>
      <Line name="settings.logLevel" help="settings.logLevelHelp">
        {(control) => (
          <RadioGroup
            {...control}
            value={settings.log}
            onValueChange={(log) => change({ log })}
            options={[
              { value: 'off', label: t('settings.logOff') },
              { value: 'errors', label: t('settings.logErrors') },
              { value: 'all', label: t('settings.logAll') },
            ]}
          />
        )}
      </Line>
      <KeptPath
        name="settings.folder"
        help="settings.logHelp"
        path={dataFolder.logFile}
        open={dataFolder.canOpen ? () => call('app.log.open', {}) : undefined}
      />
    </>
  );
}
