import type { PhoneChange, PhoneChat, SaidWhere } from '../phones.ts'
import type { AppSettings, EmulatedApp } from './app.ts'
import type { Delivery } from './delivery.ts'
import type { UserPatch } from './directory.ts'
import type { Faults } from './faults.ts'
import type { Picture } from './people.ts'
import type { PhoneMessage } from './phone.ts'
import type { Presses, PressResult } from './presses.ts'
import type { ApiCall } from './state.ts'
import type { Switches } from './switches.ts'
import type { NewGroup, NewUser } from './tenant.ts'

export type { Attempt } from './webhook.ts'
export type { ApiCall, Delivery, Faults, NewGroup, NewUser, PhoneChat, PhoneMessage, PressResult, Switches }

export interface EmulatorOptions {
  now: () => number
  app?: AppSettings
  webhookUrl?: string
  seed?: number
  /** Calls a month before 99991403; unlimited when absent. */
  quota?: number
}

export interface Emulator extends Presses {
  /** Ids and secrets the bot must be configured with; scopes and subscriptions are live sets. */
  readonly app: EmulatedApp
  readonly faults: Faults
  readonly switches: Switches
  readonly calls: ApiCall[]
  listen(port?: number): Promise<{ url: string }>
  /** The same platform without a socket. */
  fetch(request: Request): Promise<Response>
  close(): Promise<void>
  /** Sets the event and callback address after its challenge was answered within 1 s; throws otherwise. */
  connect(webhookUrl: string): Promise<void>
  addUser(user: NewUser): void
  addGroup(group: NewGroup): void
  chatsOf(openId: string): PhoneChat[]
  messagesOf(chatId: string): PhoneMessage[]
  image(imageKey: string): Picture | undefined
  say(openId: string, text: string, where?: SaidWhere): Promise<Delivery>
  sendImage(openId: string, bytes: Uint8Array, mime: string, where?: SaidWhere): Promise<Delivery>
  sendFile(openId: string, file: Picture & { name: string }, where?: SaidWhere): Promise<Delivery>
  sendPost(
    openId: string,
    post: { title?: string; text?: string; images?: Picture[] },
    where?: SaidWhere,
  ): Promise<Delivery>
  sendOther(openId: string, messageType: string, content: object, where?: SaidWhere): Promise<Delivery>
  menu(openId: string, eventKey: string): Promise<Delivery>
  enter(openId: string): Promise<Delivery>
  /** Reads everything in a chat. */
  read(openId: string, chatId: string): Promise<Delivery>
  addBotToGroup(chatId: string, operatorOpenId: string): Promise<Delivery>
  removeBotFromGroup(chatId: string, operatorOpenId: string): Promise<Delivery>
  /** Tells the bot that somebody added by addUser has joined. */
  joined(openId: string): Promise<Delivery>
  updateUser(openId: string, patch: UserPatch): Promise<Delivery>
  resign(openId: string): Promise<Delivery>
  /** Bots connected by long connection now. */
  socketConnections(): number
  /** Breaks every long connection. */
  dropSockets(): void
  redeliverLast(kind?: 'same' | 'new-event-id'): Promise<Delivery>
  /** Sends what `faults.holdEvents` held back. */
  releaseEvents(order?: 'in-order' | 'reversed'): Promise<void>
  dueDeliveries(): number
  runDueDeliveries(): Promise<void>
  nextDeliveryAtMs(): number | undefined
  onChange(listener: (change: PhoneChange) => void): () => void
}
