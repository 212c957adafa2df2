/** Why a piece of Python was not taken, by PythonReason. */
export const pythonEn = {
  'python.character': 'Line {{line}}: {{value}} does not start anything Python knows.',
  'python.text': 'Line {{line}}: the text has no end, or a wrong escape.',
  'python.prefix': 'Line {{line}}: the value of {{value}} is only known by running it. Write it out.',
  'python.syntax': 'Line {{line}}: {{value}} cannot stand here.',
  'python.statement': 'Line {{line}}: only imports, assignments, calls and simple functions are read.',
  'python.import': 'Line {{line}}: {{value}} is not read. Only the client itself is.',
  'python.call': 'Line {{line}}: {{value}} is no documented function.',
  'python.argument': 'Line {{line}}: an argument is missing, too many or given twice: {{value}}.',
  'python.type': 'Line {{line}}: {{value}} is of another type than documented.',
  'python.name': 'Line {{line}}: nothing was assigned to {{value}}.',
  'python.function': 'Line {{line}}: a function may only choose a queue, or return 0 or 1.',
  'python.tooLong': 'The text is too long to be read.',
} as const;

export const pythonZh: Record<keyof typeof pythonEn, string> = {
  'python.character': '第 {{line}} 行：{{value}} 不是 Python 的任何开头。',
  'python.text': '第 {{line}} 行：字符串没有结尾，或转义有误。',
  'python.prefix': '第 {{line}} 行：{{value}} 的值需运行才能得知，请直接写出。',
  'python.syntax': '第 {{line}} 行：此处不能是 {{value}}。',
  'python.statement': '第 {{line}} 行：只读取导入、赋值、调用和简单函数。',
  'python.import': '第 {{line}} 行：不读取 {{value}}，只读取客户端本身。',
  'python.call': '第 {{line}} 行：{{value}} 不是文档中的函数。',
  'python.argument': '第 {{line}} 行：参数缺少、过多或重复：{{value}}。',
  'python.type': '第 {{line}} 行：{{value}} 的类型与文档不符。',
  'python.name': '第 {{line}} 行：{{value}} 没有赋值。',
  'python.function': '第 {{line}} 行：函数只能选择队列，或返回 0 或 1。',
  'python.tooLong': '代码过长，无法读取。',
};
