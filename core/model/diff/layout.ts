/** How two bodies are laid out. In `unified` what was removed stands above what was added. */
export const DIFF_LAYOUTS = ['sideBySide', 'unified'] as const;
export type DiffLayout = (typeof DIFF_LAYOUTS)[number];
