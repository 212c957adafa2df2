import { useEffect } from 'react';
import { create } from 'zustand';

const SHOWN_MS = 4_000;

const useToast = create<{ text: string; shownAt: number }>()(() => ({ text: '', shownAt: 0 }));

/** Confirms something off screen ("Copied"). One at a time; never a send result, never an error. */
export function showToast(text: string): void {
  useToast.setState({ text, shownAt: Date.now() });
}

export function ToastArea() {
  const { text, shownAt } = useToast();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second toast with the same text starts the time anew
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => useToast.setState({ text: '' }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text, shownAt]);
  return (
    <div className="toast-area" aria-live="polite">
      {text !== '' && <div className="toast">{text}</div>}
    </div>
  );
}
