import { type ReactNode, useId } from 'react';

/** What a control inside a field must carry. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface Props {
  label: ReactNode;
  /** A fact about the value, at the right of the label: "8 queues". */
  fact?: ReactNode;
  /** Replaces the fact. */
  error?: string | undefined;
  /** Below the control. */
  help?: ReactNode;
  className?: string;
  /** Draws the control with the props that tie label, fact and error to it. */
  children: (control: FieldControl) => ReactNode;
}

/** Label above, fact or error at its right, linked by aria-describedby. */
export function Field({ label, fact, error, help, className, children }: Props) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? fact;
  const hasNote = note !== undefined && note !== null && note !== '';
  return (
    <div className={`field ${className ?? ''}`}>
      <div className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        {hasNote && (
          <span id={noteId} className={error === undefined ? 'field-fact' : 'field-error'}>
            {note}
          </span>
        )}
      </div>
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {help && <div className="field-help help hint">{help}</div>}
    </div>
  );
}

interface GroupProps {
  label: ReactNode;
  fact?: ReactNode;
  error?: string | undefined;
  className?: string;
  /** Draws a group (radios, rows) that is named by the label. */
  children: (group: { 'aria-labelledby': string; 'aria-describedby': string | undefined }) => ReactNode;
}

/** As Field, for a group of controls: named by aria-labelledby. */
export function FieldGroup({ label, fact, error, className, children }: GroupProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? fact;
  const hasNote = note !== undefined && note !== null && note !== '';
  return (
    <div className={`field ${className ?? ''}`}>
      <div className="field-head">
        <span className="field-label" id={id}>
          {label}
        </span>
        {hasNote && (
          <span id={noteId} className={error === undefined ? 'field-fact' : 'field-error'}>
            {note}
          </span>
        )}
      </div>
      {children({ 'aria-labelledby': id, 'aria-describedby': hasNote ? noteId : undefined })}
    </div>
  );
}
