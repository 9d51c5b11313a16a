import type { Hearing } from '../bot/hear.ts'
import type { Signer } from './signed.ts'

/** What the pages need: everything the chat's path needs, and the means to know a visitor again. */
export interface Web extends Hearing {
  signer: Signer
  /** Where people reach the pages; undefined while unknown. */
  publicUrl?: (() => string | undefined) | undefined
  /** Something was recorded: work on what is owed as soon as this request is answered. */
  wake(): void
  log(event: string, data: object): void
  count(what: string): void
}
