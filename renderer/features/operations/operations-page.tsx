import './operations.css';
import type { StatusEnumView } from '../../../core/contract/operations.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFollowOperations } from './follow-operations.ts';
import { OperationForm } from './form/operation-form.tsx';
import { HandlesGrid } from './handles/handles-grid.tsx';
import { OperationList } from './list/operation-list.tsx';
import { MeaningText } from './meaning-text.tsx';
import { useOperations } from './operations-store.ts';
import { TranscriptPanel } from './transcript/transcript-panel.tsx';

/** The documented client API, callable: functions left, form and answer in the middle, handles and transcript below. */
export function OperationsPage() {
  const t = useText();
  const view = useOperations((state) => state.view);
  const selected = useOperations((state) => state.selected);
  useFollowOperations();
  const operation = view?.operations.find(({ name }) => name === selected);
  const statusEnum = view?.enums.find(({ name }) => name === selected);
  return (
    <div className="operations">
      <header className="view-header">
        <h1>{t('operations.title')}</h1>
        <span className="hint truncate">{t('operations.subtitle')}</span>
      </header>
      <div className="operations-middle">
        {view && <OperationList view={view} onOpen={focusForm} />}
        <div className="operations-work">
          <div className="operations-form-room">
            {operation && <OperationForm key={operation.name} operation={operation} />}
            {statusEnum && <EnumTable statusEnum={statusEnum} />}
          </div>
          <div className="operations-below">
            <section className="handles" aria-labelledby="handles-title">
              <header className="operations-part-head">
                <h2 id="handles-title">{t('operations.handles')}</h2>
              </header>
              <HandlesGrid />
            </section>
            <TranscriptPanel />
          </div>
        </div>
      </div>
    </div>
  );
}

/** The first field, or Call where there is none. */
function focusForm(): void {
  document.querySelector<HTMLElement>('.operation-form :is(input, textarea, button.primary)')?.focus();
}

function EnumTable({ statusEnum: { name, members } }: { statusEnum: StatusEnumView }) {
  const t = useText();
  return (
    <section className="operation-enum" aria-labelledby="operation-name">
      <h2 id="operation-name" className="data">
        {name}
      </h2>
      <table className="enum-table">
        <thead>
          <tr>
            <th>{t('operations.member')}</th>
            <th>{t('operations.value')}</th>
            <th>{t('operations.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.name}>
              <td className="data">{member.name}</td>
              <td className="data">{member.value}</td>
              <td>
                <MeaningText meaning={member.meaning} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
