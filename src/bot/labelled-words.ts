/**
 * What stands behind each label of a typed sentence: `编号：3号 责任人：贺栎生 完成时限：10月30日` by the labels' keys. A label
 * counts at the beginning of a word, with or without a colon; what nothing labels is left out.
 */
export function labelledWords<Key extends string>(
  words: string,
  labels: Readonly<Record<string, Key>>,
): Partial<Record<Key, string>> {
  const names = Object.keys(labels).sort((one, other) => other.length - one.length)
  const label = new RegExp(`(?:^|(?<=[\\s,，;；。、]))(${names.join('|')})\\s*[:：]?\\s*`, 'gu')
  const found = [...words.matchAll(label)]
  const parts = found.map((match, order) => {
    const until = found[order + 1]?.index ?? words.length
    const value = words.slice(match.index + match[0].length, until).replace(/[\s,，;；。、]+$/u, '')
    return [labels[match[1]!]!, value] as const
  })
  return Object.fromEntries(parts.filter(([, value]) => value !== '')) as Partial<Record<Key, string>>
}
