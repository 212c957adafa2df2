import { capsHere } from '../keys/platform.ts';

/** The caps of a key, as printed on buttons and in lists. Hidden from readers: the button's own name says what it does. */
export function Kbd({ combo }: { combo: string }) {
  return (
    <span className="kbd-group" aria-hidden="true">
      {capsHere(combo).map((cap) => (
        <kbd key={cap} className="kbd">
          {cap}
        </kbd>
      ))}
    </span>
  );
}
