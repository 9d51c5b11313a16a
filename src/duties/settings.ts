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
  /** Days within which a change of casualties is reported: usually, and of traffic accidents and fires. */
  'incident.supplement_days': number
  'incident.supplement_short_days': number
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
}

export const KINDS: Record<SettingKey, Kind> = {
  'hazard.general.accept': { title: '一般隐患接收时限', stock: 4, least: 1, most: 20, unit: 'PTH' },
  'hazard.general.rectify_days': { title: '一般隐患整改期限', stock: 3, least: 1, most: 30, unit: 'WD' },
  'hazard.larger.rectify_days': { title: '较大隐患整改期限', stock: 7, least: 1, most: 60, unit: 'WD' },
  'hazard.major.rectify_days': { title: '重大隐患整改期限', stock: 7, least: 1, most: 60, unit: 'WD' },
  'hazard.verify_days': { title: '隐患验收期限', stock: 2, least: 1, most: 10, unit: 'WD' },
  'incident.supplement_days': { title: '伤亡变化补报天数', stock: 30, least: 1, most: 30, unit: '' },
  'incident.supplement_short_days': {
    title: '交通事故和火灾伤亡变化补报天数',
    stock: 7,
    least: 1,
    most: 7,
    unit: '',
  },
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
