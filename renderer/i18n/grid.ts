export const gridEn = {
  'grid.columns': 'Columns',
  'grid.moveLeft': 'Move {{title}} left',
  'grid.moveRight': 'Move {{title}} right',
  'grid.narrower': 'Make {{title}} narrower',
  'grid.wider': 'Make {{title}} wider',
  'grid.reset': 'Reset columns',
} as const;

export const gridZh: Record<keyof typeof gridEn, string> = {
  'grid.columns': '列',
  'grid.moveLeft': '{{title}}左移',
  'grid.moveRight': '{{title}}右移',
  'grid.narrower': '{{title}}变窄',
  'grid.wider': '{{title}}变宽',
  'grid.reset': '恢复默认列',
};
