export const levelsEn = {
  'levels.menu': 'Later at a level, dead letter',
  'levels.level': 'Later at level {{level}} ({{span}})',
  'levels.levelAttempt': 'Later at level {{level}} ({{span}}), as attempt {{attempt}} of {{attempts}}',
  'levels.deadLetter': 'To {{topic}} now',
  'levels.none': 'Later at a level',
  'levels.whyOrderly': 'an orderly consumer keeps it in its place',
  'levels.whyDirect': 'only the operator hears of it',
  'levels.whyLast': 'its last attempt: Later is a dead letter',
  'levels.bulkTitle': 'Send {{count}} messages of {{topics}} back for later at level {{level}} ({{span}})?',
  'levels.plannedIn': 'Later at level {{level}} in {{time}}',
  'levels.toDlqNow': 'To %DLQ% at once, {{by}}',
  'levels.byHand': 'by hand',
} as const;

export const levelsZh: Record<keyof typeof levelsEn, string> = {
  'levels.menu': '按级别稍后重试、死信',
  'levels.level': '级别 {{level}}（{{span}}）后重试',
  'levels.levelAttempt': '级别 {{level}}（{{span}}）后重试，第 {{attempt}} 次，共 {{attempts}} 次',
  'levels.deadLetter': '立即进入 {{topic}}',
  'levels.none': '按级别稍后重试',
  'levels.whyOrderly': '顺序消费者让它留在原位',
  'levels.whyDirect': '仅告知操作者',
  'levels.whyLast': '最后一次：稍后重试即进入死信',
  'levels.bulkTitle': '将 {{topics}} 的 {{count}} 条消息按级别 {{level}}（{{span}}）稍后重试？',
  'levels.plannedIn': '{{time}} 后按级别 {{level}} 稍后重试',
  'levels.toDlqNow': '立即进入 %DLQ%，{{by}}',
  'levels.byHand': '手动',
};
