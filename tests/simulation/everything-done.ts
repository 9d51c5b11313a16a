import { instantOf, MINUTE_MS } from '../../src/time.ts'

/** A line of a simulation, read as one about a duty's window. */
interface Opened {
  type: string
  duty: string
  unit: string
  owner: string
  opens?: string
}

/** One proof of each kind: whatever an instance asks for is among them. */
const PROOF = {
  text: '正常',
  topics: '安全工作',
  deployments: '按计划落实',
  checklist: '全部正常',
  location: '到岗',
  number: '0',
  attendance: '20',
  file: '材料.docx',
  signature: '签字',
}
const CHECKINS: Record<string, string> = {
  'chk-homeroom-morning': '/打卡 全班正常',
  'chk-staff-daily': '/打卡 无异常',
}

/**
 * What everybody says a minute after each window opens, with so many pictures each, from the lines of a first run that
 * began on the day `from`.
 */
export function everythingDone(lines: readonly object[], from: string, pictures: number): object[] {
  const opened = (lines as Opened[]).filter(({ type, opens }) => type === 'instance' && opens)
  return opened.map(({ duty, unit, owner, opens }, order) => {
    const atMs = Math.max(Date.parse(opens!), instantOf(from, '00:01')) + MINUTE_MS
    const at = new Date(atMs).toISOString()
    const about = { duty, unit }
    const says = CHECKINS[duty]
    if (says) return { at, person: owner, says, about }
    const photos = Array.from({ length: pictures }, (_, picture) => `p${order}.${picture}`)
    const fields = { ...PROOF, receipt: `回执-${order}`, photos }
    return { at, person: owner, says: '/完成 正常', about, fields }
  })
}
