import { Refusal } from '../refusal.ts'
import { mustHaveCome } from '../reporting/past.ts'
import { type Day, isDay } from '../time.ts'
import { type Decide, found } from './decide.ts'
import type { Hazard } from './hazard.ts'

/** Money spent on mending one hazard (S2-097, 安全投入): `fen` are hundredths of a yuan, negative for a correction. */
export interface Spending {
  fen: number
  item: string
  day: Day
  by: string
}

/** More than any school spends on one thing; a figure above it is a slip. */
const MOST_FEN = 10_000_000_00

/**
 * Keeps an expenditure with its hazard. Bills come late, so a closed one takes it too; what was written wrong is put
 * right by an entry with a minus sign. The same again on the same day is nothing new.
 */
export const spend =
  (given: Spending, today: Day): Decide =>
  (state) => {
    const known = found(state)
    if (known.status === 'invalid')
      throw new Refusal('invalid', `隐患 ${known.number} 已作废，不能登记投入。`)
    const { fen, day } = given
    const item = given.item.trim()
    if (!Number.isSafeInteger(fen) || fen === 0 || Math.abs(fen) > MOST_FEN)
      throw new Refusal('amount', '投入的金额没看懂，请写元数，例如「350」或「1280.50」，最多 1000 万元。')
    if (!item) throw new Refusal('no-item', `请写明花在什么上，例如：/隐患 ${known.number} 投入 350 换插座。`)
    if (!isDay(day)) throw new Refusal('bad-day', '日期没看懂，请写成 2026-09-01。')
    mustHaveCome('投入', day, today)
    if (spentFen(known) + fen < 0) throw new Refusal('below-zero', '冲减的金额比已登记的投入还多，请核对。')
    const again = (known.spent ?? []).some(
      (entry) => entry.fen === fen && entry.item === item && entry.day === day,
    )
    return again ? [] : [{ kind: 'hazard.spent', fen, item, day, by: given.by }]
  }

/** All that was spent on it, in hundredths of a yuan. */
export const spentFen = ({ spent = [] }: Pick<Hazard, 'spent'>): number =>
  spent.reduce((sum, { fen }) => sum + fen, 0)

/** `1280.5` → 128050 hundredths; undefined for what is no amount in yuan. 「1.2万」 is twelve thousand. */
export function fenOf(words: string): number | undefined {
  const said =
    /^([-−]?)\s*[¥￥]?\s*(\d{1,9}|\d{1,3}(?:[,，]\d{3}){1,2})(?:\.(\d{1,4}))?\s*(万)?\s*[元块]?$/u.exec(
      words.trim(),
    )
  if (!said) return undefined
  const [, minus, whole = '', part = '', ten] = said
  const digits = `${whole.replace(/[,，]/g, '')}${part}`
  const fen = Number(digits) * 10 ** ((ten ? 6 : 2) - part.length)
  return Number.isInteger(fen) ? (minus ? -fen : fen) : undefined
}

/** `350 元`, `1280.50 元`. */
export const sayYuan = (fen: number): string => `${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)} 元`
