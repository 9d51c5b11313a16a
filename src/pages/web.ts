import type { Anonymity } from '../bot/anonymous.ts'
import type { Hearing } from '../bot/hear.ts'
import type { Spare } from '../photos/spare.ts'
import type { ReceiptCodes } from '../receipts/code.ts'
import type { Tries } from '../receipts/tries.ts'
import type { Signer } from './signed.ts'

/** What the pages need: everything the chat's path needs, and the means to know a visitor again. */
export interface Web extends Hearing {
  signer: Signer
  /** Where one reports without a name. */
  anonymity?: Pick<Anonymity, 'page'> | undefined
  /** What people without an account follow their reports by, and how often codes were mistyped. */
  codes: ReceiptCodes
  tries: Tries
  /** Pictures of posts that are asked back. */
  spare: Spare
  /** Where people reach the pages; undefined while unknown. */
  publicUrl?: (() => string | undefined) | undefined
  /** Something was recorded: work on what is owed as soon as this request is answered. */
  wake(): void
  log(event: string, data: object): void
  count(what: string): void
}
