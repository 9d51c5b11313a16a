import type * as z from 'zod'

/** How one file's keys are said: `staff.name` before the bare `name`. */
export type Words = Readonly<Record<string, string>>

type Issue = z.core.$ZodIssue

const EXPECTED: Words = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否(true/false)',
  array: '列表',
  object: '一组内容',
  record: '一组内容',
}

/**
 * The complaints of zod about a file, in the words of who wrote the file: `staff 第 3 行：缺少姓名`.
 * Zod's own sentences name types; a school clerk needs the row, the field and what to write.
 */
export function shapeProblems(error: z.ZodError, json: unknown, words: Words): string[] {
  return error.issues.map((issue) => {
    const where = sayPlace(issue.path)
    return `${where}${where && '：'}${sayTrouble(issue, json, words)}`
  })
}

/** `['staff', 2, 'name']` → `staff 第 3 行`; the field itself is named by the complaint. */
function sayPlace(path: readonly PropertyKey[]): string {
  const upTo = path.findLastIndex((step) => typeof step === 'number')
  const place = upTo >= 0 ? path.slice(0, upTo + 1) : path.slice(0, -1)
  return place
    .map((step) => (typeof step === 'number' ? ` 第 ${step + 1} 行` : ` ${String(step)}`))
    .join('')
    .trim()
}

function sayTrouble(issue: Issue, json: unknown, words: Words): string {
  const field = sayField(issue.path, words)
  if (valueAt(json, issue.path) === undefined) return `缺少${field}`
  switch (issue.code) {
    case 'custom':
      return `${field}${issue.message}`
    case 'invalid_type':
      return `${field}应当是${EXPECTED[issue.expected] ?? '另一种写法'}`
    case 'too_small':
      return issue.origin === 'number' ? `${field}不能小于 ${issue.minimum}` : `${field}不能为空`
    case 'too_big':
      if (issue.origin === 'string') return `${field}太长，最多 ${issue.maximum} 个字`
      if (issue.origin === 'array') return `${field}太多，最多 ${issue.maximum} 项`
      return `${field}不能大于 ${issue.maximum}`
    case 'unrecognized_keys':
      return `不认识${issue.keys.map((key) => `「${key}」`).join('')}：请删去，或核对写法`
    case 'invalid_key':
      return `「${String(issue.path.at(-1))}」不能用作名目`
    case 'invalid_value':
      return `${field}只能是 ${issue.values.map(String).join('、')}`
    default:
      return `${field}写法不对`
  }
}

function sayField(path: readonly PropertyKey[], words: Words): string {
  const upTo = path.findLastIndex((step) => typeof step === 'number')
  const rest = path.slice(Math.max(upTo + 1, 0)).map(String)
  const field = rest.at(-1)
  if (field === undefined) return path.length > 0 ? '这一行' : '学校资料'
  return words[`${String(path[0])}.${field}`] ?? words[field] ?? field
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Record<PropertyKey, unknown>)[step]
  }
  return value
}
