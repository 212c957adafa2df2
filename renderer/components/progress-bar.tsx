interface Props {
  label: string;
  done: number;
  total: number;
}

/** How much of a run is done. */
export function ProgressBar({ label, done, total }: Props) {
  return (
    <div
      className="run-progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={done}
      aria-valuemin={0}
      aria-valuemax={total}
    >
      <div style={{ width: `${total === 0 ? 0 : (100 * done) / total}%` }} />
    </div>
  );
}
