import type { CheckItem } from '../coverage/checklist.ts'
import { inSchoolFile } from '../people/in-school-file.ts'
import { type Block, bold, type Card, facts, heading, type Inline, small, text } from './card.ts'

/** How many sentences of one item a card spells out. */
const MOST_SAID = 6

/** `缺：水电工还没有人。`, and which duties wait for it. */
export function lackOf({ title, missing, staysOff }: CheckItem): string {
  const said = missing.slice(0, MOST_SAID).join('')
  const more = missing.length > MOST_SAID ? `等 ${missing.length} 处。` : ''
  const off = staysOff.length > 0 ? `暂停的职责：${staysOff.join('、')}。` : ''
  return `${title}：${said}${more}${off}`
}

export const isLacking = ({ missing, staysOff }: CheckItem): boolean =>
  missing.length > 0 || staysOff.length > 0

/** Facts that are neither there nor missing: which things the school has, and whose holiday notice is out. */
export interface SchoolFacts {
  has: string
  holidays: string
}

/** The first-run checklist: what is there, what is missing, and what stays off because of it (handbook §16). */
export function checklistCard(
  items: readonly CheckItem[],
  contradictions: readonly string[],
  known: SchoolFacts,
): Card {
  const lacking = items.filter(isLacking)
  const there = items.filter((each) => !isLacking(each))
  const gaps = lacking.length + contradictions.length
  return {
    kind: 'checklist',
    title: '开学检查',
    tone: gaps > 0 ? 'warn' : 'ok',
    tags: [gaps > 0 ? `${gaps} 项要补` : '齐全'],
    preview: gaps > 0 ? `还有 ${gaps} 项要补` : '开学需要的资料都齐了',
    audience: 'personal',
    blocks: [
      ...listed(
        '缺',
        lacking.map((each): Inline[] => [{ tone: 'danger', text: '缺 ' }, lackOf(each)]),
      ),
      ...listed(
        '要改',
        contradictions.map((words): Inline[] => [words]),
      ),
      text(bold('有：'), there.map(({ title }) => title).join('、') || '还没有'),
      facts(['本校', known.has], ['放假安排', known.holidays]),
      small(
        gaps > 0
          ? `${inSchoolFile('里补上')}岗位也可以发送 /任职。补上以后，暂停的职责会自动开始。`
          : '每个岗位、地点、时段是否有人，请发送 /覆盖。',
      ),
    ],
  }
}

const listed = (title: string, items: Inline[][]): Block[] =>
  items.length > 0 ? [heading(title), { kind: 'list', items }] : []
