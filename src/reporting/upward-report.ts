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
