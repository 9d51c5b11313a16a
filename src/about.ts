/**
 * What a photo, a post or a check-in's answer is about: `hazard/12`, the noun and the id of one record. Everybody who
 * keeps such a reference writes it so; whoever needs the record itself takes it apart here.
 */
export function partsOf(about: string): { noun: string; id: string } {
  const [noun = '', id = ''] = about.split('/')
  return { noun, id }
}

/** What people call a record's noun. */
const NAMES: Record<string, string> = { hazard: '隐患', handover: '交接', listing: '挂牌' }
export const nounName = (noun: string): string => NAMES[noun] ?? '事件'
