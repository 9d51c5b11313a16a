import * as z from 'zod'

/** Numbers of handbook §7 and §6 that a school may set for itself, with the unit they are written in. */
export interface Settings {
  /** Working hours within which a general hazard is accepted. */
  'hazard.general.accept': number
  /** Workdays to mend, counted from the day of the report. */
  'hazard.general.rectify_days': number
  'hazard.larger.rectify_days': number
  'hazard.major.rectify_days': number
  /** Workdays to verify, counted from the day it was reported mended. */
  'hazard.verify_days': number
  /** How often the deadline of one hazard may be put off, with an approver (policy ESC-HAZ-LARGER: one extension). */
  'hazard.general.extensions': number
  'hazard.larger.extensions': number
  'hazard.major.extensions': number
  /** Workdays by which one extension puts the deadline off at most. */
  'hazard.extend_most_days': number
  /** Workdays until somebody asks after what is paused or in other hands: unless a day is named, and at most. */
  'hazard.follow_up_days': number
  'hazard.follow_up_most_days': number
  /** Days after closing within which the same place and category again is a repeat. */
  'hazard.repeat_days': number
  /** Minutes within which somebody who reports what is open already says whether it is the same. */
  'hazard.double_minutes': number
  /** Minutes of silence that end a walk. */
  'hazard.walk_minutes': number
  /** Days within which a change of casualties is reported: usually, and of traffic accidents and fires. */
  'incident.supplement_days': number
  'incident.supplement_short_days': number
  /** School weeks that are held against as many before them. */
  'warning.weeks': number
  /** So many reports at least, and so many times those of the weeks before, before a place or a category is named. */
  'warning.least': number
  'warning.times': number
  /** So often sent back, and so often passed on, before an open hazard is named. */
  'warning.returns': number
  'warning.transfers': number
  /** So many closed in both spans, and so many more days in the middle, before closing is called slower. */
  'warning.least_closed': number
  'warning.slower_days': number
  /** Days without anybody at a patrol point. */
  'warning.unvisited_days': number
  /** Reports without a name within an hour: behind one code that hangs somewhere, behind all of them; and codes mistyped. */
  'public.place_hourly': number
  'public.hourly': number
  'public.tries_hourly': number
}

export type SettingKey = keyof Settings

/** A setting as a template writes it, in the catalogue's shape: `{"key": "hazard.verify_days", "value": "2WD"}`. */
export const settingShape = z.object({
  key: z.string().trim().min(1),
  value: z.union([z.string().trim(), z.number()]),
})
export type WrittenSetting = z.output<typeof settingShape>

interface Kind {
  title: string
  stock: number
  least: number
  /** What the law asks is never set looser (handbook §9 V4). */
  most: number
  unit: 'PTH' | 'WD' | ''
  /** The text that sets the limit, where it is not the school's own. */
  law?: string
}

export const KINDS: Record<SettingKey, Kind> = {
  'hazard.general.accept': { title: '一般隐患接收时限', stock: 4, least: 1, most: 20, unit: 'PTH' },
  'hazard.general.rectify_days': { title: '一般隐患整改期限', stock: 3, least: 1, most: 30, unit: 'WD' },
  'hazard.larger.rectify_days': { title: '较大隐患整改期限', stock: 7, least: 1, most: 60, unit: 'WD' },
  'hazard.major.rectify_days': { title: '重大隐患整改期限', stock: 7, least: 1, most: 60, unit: 'WD' },
  'hazard.verify_days': { title: '隐患验收期限', stock: 2, least: 1, most: 10, unit: 'WD' },
  'hazard.general.extensions': { title: '一般隐患延期次数', stock: 2, least: 0, most: 5, unit: '' },
  'hazard.larger.extensions': { title: '较大隐患延期次数', stock: 1, least: 0, most: 1, unit: '' },
  'hazard.major.extensions': { title: '重大隐患延期次数', stock: 1, least: 0, most: 1, unit: '' },
  'hazard.extend_most_days': { title: '一次延期最长', stock: 20, least: 1, most: 60, unit: 'WD' },
  'hazard.follow_up_days': { title: '暂停和外部隐患跟进间隔', stock: 5, least: 1, most: 20, unit: 'WD' },
  'hazard.follow_up_most_days': { title: '跟进日期最远', stock: 20, least: 1, most: 60, unit: 'WD' },
  'hazard.repeat_days': { title: '屡查屡犯认定天数', stock: 90, least: 30, most: 365, unit: '' },
  'hazard.double_minutes': { title: '重复上报等待选择分钟数', stock: 10, least: 1, most: 60, unit: '' },
  'hazard.walk_minutes': { title: '巡一圈无消息自动结束分钟数', stock: 30, least: 5, most: 240, unit: '' },
  'incident.supplement_days': {
    title: '伤亡变化补报天数',
    stock: 30,
    least: 1,
    most: 30,
    unit: '',
    law: '国务院令第 493 号',
  },
  'incident.supplement_short_days': {
    title: '交通事故和火灾伤亡变化补报天数',
    stock: 7,
    least: 1,
    most: 7,
    unit: '',
    law: '国务院令第 493 号',
  },
  'warning.weeks': { title: '预警比较周数', stock: 4, least: 2, most: 8, unit: '' },
  'warning.least': { title: '预警最少条数', stock: 4, least: 2, most: 50, unit: '' },
  'warning.times': { title: '预警增长倍数', stock: 2, least: 2, most: 5, unit: '' },
  'warning.returns': { title: '预警退回次数', stock: 2, least: 1, most: 10, unit: '' },
  'warning.transfers': { title: '预警转交次数', stock: 2, least: 1, most: 10, unit: '' },
  'warning.least_closed': { title: '预警销号最少条数', stock: 5, least: 3, most: 50, unit: '' },
  'warning.slower_days': { title: '预警销号变慢天数', stock: 2, least: 1, most: 30, unit: '' },
  'warning.unvisited_days': { title: '预警未巡查天数', stock: 7, least: 2, most: 30, unit: '' },
  'public.place_hourly': { title: '一个张贴码每小时最多收几条', stock: 10, least: 1, most: 200, unit: '' },
  'public.hourly': { title: '免登录页面每小时最多收几条', stock: 30, least: 1, most: 500, unit: '' },
  'public.tries_hourly': { title: '查询码每小时最多输错几次', stock: 60, least: 5, most: 500, unit: '' },
}

const UNITS = { PTH: /^PT(\d{1,3})H$/, WD: /^(\d{1,3})WD$/, '': /^(\d{1,3})$/ }
const EXAMPLE = { PTH: (n: number) => `PT${n}H`, WD: (n: number) => `${n}WD`, '': (n: number) => String(n) }

const isKey = (key: string): key is SettingKey => Object.hasOwn(KINDS, key)

/** Settings as written, each wrong one as a sentence; what is not written stays as the catalogue has it. */
export function readSettings(written: readonly WrittenSetting[]): { settings: Settings; problems: string[] } {
  const settings = { ...stockSettings }
  const problems: string[] = []
  for (const { key, value } of written) {
    if (!isKey(key)) {
      problems.push(`没有设置项「${key}」，可用的有：${Object.keys(KINDS).join('、')}`)
      continue
    }
    const { title, least, most, unit, stock } = KINDS[key]
    const number = Number(UNITS[unit].exec(String(value))?.[1] ?? Number.NaN)
    if (Number.isNaN(number)) problems.push(`设置「${key}」（${title}）要写成 ${EXAMPLE[unit](stock)} 这样`)
    else if (number < least || number > most)
      problems.push(`设置「${key}」（${title}）要在 ${EXAMPLE[unit](least)} 到 ${EXAMPLE[unit](most)} 之间`)
    else settings[key] = number
  }
  const twice = written.filter(({ key }, order) => written.findIndex((other) => other.key === key) < order)
  problems.push(...twice.map(({ key }) => `设置「${key}」写了两遍，请只留一个`))
  return { settings, problems }
}

export const stockSettings: Settings = Object.fromEntries(
  Object.entries(KINDS).map(([key, { stock }]) => [key, stock]),
) as unknown as Settings

/** Every setting as a template writes it. */
export const writtenSettings = (settings: Settings): WrittenSetting[] =>
  Object.entries(KINDS).map(([key, { unit }]) => ({
    key,
    value: sayValue(key as SettingKey, settings, unit),
  }))

const sayValue = (key: SettingKey, settings: Settings, unit: Kind['unit']): string | number =>
  unit === '' ? settings[key] : EXAMPLE[unit](settings[key])

const SAID = { PTH: '个工作小时', WD: '个工作日', '': '' }
export const saySetting = (key: SettingKey, value: number): string =>
  `${value}${KINDS[key].unit === '' ? '' : ` ${SAID[KINDS[key].unit]}`}`
