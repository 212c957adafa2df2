import { ORDER_PRESETS, PRESET_NAMES, type PresetName } from '../../../../core/model/order/presets.ts';
import type { OrderScenario } from '../../../../core/model/order/scenario.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { useOrderLab } from '../order-lab-store.ts';
import { ChoiceField } from './choice-field.tsx';

const OWN = 'own';

/** Scenarios that end with a known verdict; shows the one that stands in the settings. */
export function PresetField({ isSandbox }: { isSandbox: boolean }) {
  const t = useText();
  const scenario = useUi((ui) => ui.orderForm.scenario);
  const { scenarioEdited } = useOrderLab.getState();
  const present = PRESET_NAMES.find((name) => isSame(ORDER_PRESETS[name].scenario, scenario)) ?? OWN;
  const labelOf = (name: PresetName): string => {
    const label = t(`orderLab.preset.${name}`);
    return isPossible(name, isSandbox) ? label : `${label} (${t('orderLab.presetSandbox')})`;
  };
  return (
    <ChoiceField<PresetName | typeof OWN>
      className="preset-field"
      label={t('orderLab.preset')}
      value={present}
      choices={[
        { value: OWN, label: t('orderLab.preset.own') },
        ...PRESET_NAMES.map((name) => ({
          value: name,
          label: labelOf(name),
          disabled: !isPossible(name, isSandbox),
        })),
      ]}
      onValueChange={(name) => {
        if (name !== OWN) scenarioEdited(ORDER_PRESETS[name].scenario);
      }}
    />
  );
}

const isPossible = (name: PresetName, isSandbox: boolean): boolean =>
  isSandbox || ORDER_PRESETS[name].scenario.fault === 'none';

const isSame = (a: OrderScenario, b: OrderScenario): boolean =>
  (Object.keys(a) as (keyof OrderScenario)[]).every((field) => a[field] === b[field]);
