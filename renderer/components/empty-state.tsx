import type { ReactNode } from 'react';

/** One sentence saying why it is empty, and one button. */
export function EmptyState({ text, action }: { text: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-state">
      <p className="secondary">{text}</p>
      {action}
    </div>
  );
}
