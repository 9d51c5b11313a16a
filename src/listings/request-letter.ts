import { hazardCategories } from '../duties/catalogue.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import type { Directory } from '../people/directory.ts'
import { dayOf, sayDate } from '../time.ts'
import type { Listing } from './listing.ts'

/** A letter as people read it, free of any file format. */
export interface Letter {
  title: string
  to: string
  sections: { heading: string; lines: string[] }[]
  closing: string
  signature: string[]
}

/** What the record does not say is left open in these words: nothing in a letter is invented. */
const MISSING = '待补充'

const said = (words: string | undefined): string => words?.trim() || MISSING

/**
 * The request to list a hazard (提请挂牌督办, S2-065), filled only from the record: which authority by the rule (S2-067,
 * S2-068), territorial management and graded responsibility as the principle (S2-026, S2-066).
 */
export function requestLetter({ school }: Directory, about: Listing, of: Hazard, where: string): Letter {
  const { name, bureau } = school.file.school
  return {
    title: `关于提请对隐患${of.number}实行挂牌督办的请示`,
    to: `${said(bureau?.name)}：`,
    sections: [
      { heading: '一、隐患基本情况', lines: hazardLines(of, where) },
      { heading: '二、提请挂牌督办的理由', lines: reasonLines(about) },
      { heading: '三、督办级别和依据', lines: levelLines(about) },
      { heading: '四、整改方案', lines: planLines(of) },
      { heading: '五、已经上报的情况', lines: upwardLines(of) },
      {
        heading: '六、请示事项',
        lines: [
          about.level === 2
            ? '请贵局提请本级人民政府和有关部门对上述隐患实行挂牌督办，帮助整改，消除隐患。'
            : '请贵局对上述隐患实行挂牌督办，督促并帮助整改，消除隐患。',
          '请在挂牌时明确督办事项、承担治理责任的单位、责任人和完成时限。',
        ],
      },
    ],
    closing: '妥否，请批示。',
    signature: [
      name,
      about.levelled ? sayDate(dayOf(about.levelled.atMs)) : MISSING,
      `联系人：${MISSING}　联系电话：${MISSING}`,
    ],
  }
}

function hazardLines(of: Hazard, where: string): string[] {
  return [
    `隐患编号：${of.number}`,
    `地点：${said(where)}`,
    `类别和等级：${hazardCategories.get(of.category)?.name ?? of.category}，${severityName[of.severity]}隐患`,
    `发现时间：${sayDate(dayOf(of.reportedAtMs))}`,
    `情况：${of.text}`,
    `已采取的管控措施：${said(of.control)}`,
  ]
}

const reasonLines = ({ criteria }: Listing): string[] => [
  ...(criteria.difficult
    ? [`危害和整改难度较大，必须经过一定时间整改治理方能排除：${criteria.difficult}`]
    : []),
  ...(criteria.outside ? [`因外部因素影响，学校自身难以排除：${criteria.outside}`] : []),
]

function levelLines({ answers, level }: Listing): string[] {
  const principle = '按照属地管理与分级负责相结合、以属地管理为主的原则，'
  if (!answers || !level) return [`${principle}督办级别：${MISSING}`]
  if (answers.joint)
    return [`${principle}该隐患涉及多部门联合整治且难度较大，由上级主管部门提请本级政府挂牌督办。`]
  return [
    level === 1
      ? `${principle}该隐患学校采取措施能够消除，由上级教育行政部门负责挂牌督办。`
      : `${principle}该隐患学校自身难以排除，由学校和属地教育行政部门提请当地政府和有关部门实行挂牌督办。`,
  ]
}

const planLines = ({ plan }: Hazard): string[] => [
  ...(plan?.plan ? [plan.plan] : []),
  `整改措施：${said(plan?.measure)}`,
  `整改责任人：${said(plan?.person)}`,
  `所需资金：${said(plan?.money)}`,
  `计划完成日期：${plan ? sayDate(plan.date) : MISSING}`,
]

const upwardLines = ({ upward = [] }: Hazard): string[] =>
  upward.length === 0
    ? [MISSING]
    : upward.map(
        ({ receiver, atMs, receipt }) =>
          `${sayDate(dayOf(atMs))}报${receiver}${receipt ? `（回执：${receipt}）` : ''}`,
      )
