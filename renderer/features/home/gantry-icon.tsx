/** The application's icon, as in assets/: its three colours are the brand's, not the theme's. */
export function GantryIcon({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="#1f5ed6" />
      <path d="M8 15h48v7H8zM12 22h6v30h-6zM46 22h6v30h-6zM30 22h4v11h-4z" fill="#ffffff" />
      <rect x="24" y="33" width="16" height="12" rx="2" fill="#ffc53d" />
    </svg>
  );
}
