import type { Day } from '../time.ts'

/** One year's notice of the State Council's general office: what it makes free and what it takes back. */
export interface HolidayTable {
  year: number
  holidays: readonly { name: string; start: Day; end: Day }[]
  makeupWorkdays: readonly { date: Day; for?: string | undefined }[]
  source: string
}

/** A whole year's table brought by hand: a notice newer than this program, or a correction of one. */
export interface HolidayOverride extends HolidayTable {
  /** Why the table was brought, e.g. the notice's number. */
  note: string
  /** The day it was brought. */
  date: Day
}

type Row = [name: string, start: string, end: string, ...makeup: string[]]

/** Rows are `[name, first, last, ...makeup days]` as MM-DD; a leading year marks the neighbouring year. */
function table(year: number, rows: Row[]): HolidayTable {
  const full = (text: string) => (text.length > 5 ? text : `${year}-${text}`)
  return {
    year,
    holidays: rows.map(([name, start, end]) => ({ name, start: full(start), end: full(end) })),
    makeupWorkdays: rows.flatMap(([name, , , ...days]) => days.map((d) => ({ date: full(d), for: name }))),
    source: `国务院办公厅关于${year}年部分节假日安排的通知`,
  }
}

/**
 * The published years, compared by a test with the data of npm chinese-days 1.5.7. Checked in rather than imported:
 * that file holds twenty more years and would ride along into every Worker.
 */
export const OFFICIAL_TABLES: readonly HolidayTable[] = [
  table(2023, [
    ['元旦', '2022-12-31', '01-02'],
    ['春节', '01-21', '01-27', '01-28', '01-29'],
    ['清明节', '04-05', '04-05'],
    ['劳动节', '04-29', '05-03', '04-23', '05-06'],
    ['端午节', '06-22', '06-24', '06-25'],
    ['中秋节、国庆节', '09-29', '10-06', '10-07', '10-08'],
  ]),
  table(2024, [
    ['元旦', '01-01', '01-01'],
    ['春节', '02-10', '02-17', '02-04', '02-18'],
    ['清明节', '04-04', '04-06', '04-07'],
    ['劳动节', '05-01', '05-05', '04-28', '05-11'],
    ['端午节', '06-10', '06-10'],
    ['中秋节', '09-15', '09-17', '09-14'],
    ['国庆节', '10-01', '10-07', '09-29', '10-12'],
  ]),
  table(2025, [
    ['元旦', '01-01', '01-01'],
    ['春节', '01-28', '02-04', '01-26', '02-08'],
    ['清明节', '04-04', '04-06'],
    ['劳动节', '05-01', '05-05', '04-27'],
    ['端午节', '05-31', '06-02'],
    ['国庆节、中秋节', '10-01', '10-08', '09-28', '10-11'],
  ]),
  table(2026, [
    ['元旦', '01-01', '01-03', '01-04'],
    ['春节', '02-15', '02-23', '02-14', '02-28'],
    ['清明节', '04-04', '04-06'],
    ['劳动节', '05-01', '05-05', '05-09'],
    ['端午节', '06-19', '06-21'],
    ['中秋节', '09-25', '09-27'],
    ['国庆节', '10-01', '10-07', '09-20', '10-10'],
  ]),
]

/**
 * Days free by the standing regulation whose date needs no notice and no lunar calendar (全国年节及纪念日放假办法 art. 2).
 * They hold in provisional years too (CAL-17); everything else of such a year must come from the school.
 */
export const FIXED_HOLIDAYS: readonly { name: string; monthDays: readonly string[] }[] = [
  { name: '元旦', monthDays: ['01-01'] },
  { name: '劳动节', monthDays: ['05-01', '05-02'] },
  { name: '国庆节', monthDays: ['10-01', '10-02', '10-03'] },
]
