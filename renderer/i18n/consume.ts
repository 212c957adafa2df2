export const consumeEn = {
  'consume.title': 'Consume',
} as const;

export const consumeZh: Record<keyof typeof consumeEn, string> = {
  'consume.title': '消费',
};
