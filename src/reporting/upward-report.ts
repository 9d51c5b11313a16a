import { Refusal } from '../refusal.ts'

/**
 * A report to somebody above; `atMs` is when the receiver was told, `reportedBy` in the words of whoever entered it: a
 * colleague's name or 电话.
 */
export interface UpwardReport {
  receiver: string
  atMs: number
  reportedBy?: string
  receipt?: string
  enteredBy: string
}

/** What is to be recorded of it; undefined when the same is known already. @throws Refusal when it says not to whom. */
export function newUpwardReport(
  known: readonly UpwardReport[] | undefined,
  given: Omit<UpwardReport, 'enteredBy'>,
  enteredBy: string,
): UpwardReport | undefined {
  const receiver = given.receiver.trim()
  if (!receiver) throw new Refusal('no-receiver', '请写明报给了哪个部门，例如「区教育局」。')
  const again = known?.some((entry) => entry.receiver === receiver && entry.atMs === given.atMs)
  return again ? undefined : { ...given, receiver, enteredBy }
}
