/**
 * Actions of the window that the native menu offers too. The menu presses their key: what happens is the window's own
 * binding of it. `label` is the window's text of the same words.
 */
export const APP_KEYS = [
  { menu: 'work', key: 'mod+t', label: 'frame.newDraft', en: 'New draft', zh: '新建草稿' },
  { menu: 'work', key: 'mod+n', label: 'connections.new', en: 'New connection', zh: '新建连接' },
  { menu: 'work', key: 'mod+w', label: 'frame.closeTab', en: 'Close tab', zh: '关闭标签页' },
  { menu: 'go', key: 'mod+k', label: 'palette.title', en: 'Command palette', zh: '命令面板' },
  { menu: 'go', key: 'mod+1', label: 'frame.home', en: 'Home', zh: '首页' },
  { menu: 'go', key: 'mod+2', label: 'frame.topics', en: 'Topics', zh: '主题' },
  { menu: 'go', key: 'mod+3', label: 'frame.compose', en: 'Compose', zh: '编写' },
  { menu: 'go', key: 'mod+4', label: 'frame.consume', en: 'Consume', zh: '消费' },
  { menu: 'go', key: 'mod+5', label: 'delayLab.title', en: 'Delay lab', zh: '延迟实验室' },
  { menu: 'go', key: 'mod+6', label: 'orderLab.title', en: 'Order lab', zh: '顺序实验室' },
  { menu: 'go', key: 'mod+7', label: 'frame.library', en: 'Library', zh: '消息库' },
  { menu: 'go', key: 'mod+8', label: 'frame.operations', en: 'Operations', zh: '接口' },
  { menu: 'go', key: 'mod+,', label: 'frame.settings', en: 'Settings', zh: '设置' },
] as const;
