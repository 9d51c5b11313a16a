import type { AssetEntry } from '../people/school-shape.ts'
import { Refusal } from '../refusal.ts'

/**
 * The asset a sentence begins with, by id, name or the beginning of its name, and the words behind it. The longest name
 * counts: 「监控主机2 坏了」 is not about 监控主机. Undefined when none is meant.
 * @throws Refusal `which-asset` when the words fit several
 */
export function assetNamed(
  entries: readonly AssetEntry[],
  words: string,
): { entry: AssetEntry; rest: string } | undefined {
  const whole = entries
    .flatMap((entry) => [entry.id, entry.name].map((name) => ({ entry, name })))
    .filter(({ name }) => begins(words, name))
    .sort((one, other) => other.name.length - one.name.length)[0]
  if (whole) return { entry: whole.entry, rest: words.slice(whole.name.length).trim() }
  const part = /^.*?(?=\s|已维护|坏了|$)/u.exec(words)![0]
  const near = part.length < 2 ? [] : entries.filter(({ name }) => name.includes(part))
  if (near.length > 1)
    throw new Refusal(
      'which-asset',
      `「${part}」有 ${near.length} 样：${near.map(({ name }) => name).join('、')}。请写全名。`,
    )
  return near[0] && { entry: near[0], rest: words.slice(part.length).trim() }
}

/** Not `A1` of `A12`, nor of `A1-2`. */
const begins = (words: string, name: string): boolean =>
  words.toLowerCase().startsWith(name.toLowerCase()) &&
  !(/[\w-]$/.test(name) && /^[\w-]/.test(words.slice(name.length)))
