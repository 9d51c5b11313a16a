import type { Route } from './api.ts'
import { createCallbacks } from './callbacks.ts'
import { createCardEntities } from './card-entities.ts'
import type { Target } from './components.ts'
import type { Deliveries, Delivery } from './delivery.ts'
import { createDeliveries } from './delivery.ts'
import type { Faults } from './faults.ts'
import type { Value } from './form.ts'
import { createGateway } from './gateway.ts'
import { changeRoutes } from './message-changes.ts'
import { messageRoutes } from './messages.ts'
import type { Picture, Where } from './people.ts'
import { createPeople } from './people.ts'
import type { PhoneChat, PhoneMessage } from './phone.ts'
import { chatsOf, messagesOf } from './phone.ts'
import type { PressResult } from './presses.ts'
import { createPresses } from './presses.ts'
import type { Listening } from './server.ts'
import { asFetch, listen } from './server.ts'
import { noSocket } from './socket.ts'
import type { ApiCall, AppSettings, Change, EmulatedApp, State, Switches, User } from './state.ts'
import { announce, createState } from './state.ts'
import { createTokens } from './tokens.ts'
import { verifyAddress } from './webhook.ts'

export type { Attempt } from './webhook.ts'
export type { ApiCall, Change, Delivery, Faults, PhoneChat, PhoneMessage, PressResult, Switches }

export interface EmulatorOptions {
  now: () => number
  app?: AppSettings
  webhookUrl?: string
  seed?: number
  /** Calls a month before 99991403; unlimited when absent. */
  quota?: number
}

export interface NewUser {
  openId: string
  unionId?: string
  name: string
  mobile?: string
  email?: string
  jobTitle?: string
  departmentIds?: string[]
  inRange?: boolean
}

export interface Emulator {
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
  addGroup(group: { chatId: string; name: string; members: string[]; withBot?: boolean }): void
  chatsOf(openId: string): PhoneChat[]
  messagesOf(chatId: string): PhoneMessage[]
  image(imageKey: string): Picture | undefined
  say(openId: string, text: string, where?: Where): Promise<Delivery>
  sendImage(openId: string, bytes: Uint8Array, mime: string, where?: Where): Promise<Delivery>
  sendPost(
    openId: string,
    post: { title?: string; text?: string; images?: Picture[] },
    where?: Where,
  ): Promise<Delivery>
  sendOther(openId: string, messageType: string, content: object, where?: Where): Promise<Delivery>
  press(
    openId: string,
    messageId: string,
    target: Target & { version?: number },
    confirm?: boolean,
  ): Promise<PressResult>
  submit(
    openId: string,
    messageId: string,
    buttonLabelOrName: string,
    values: Record<string, Value>,
  ): Promise<PressResult>
  choose(openId: string, messageId: string, componentName: string, option: Value): Promise<PressResult>
  menu(openId: string, eventKey: string): Promise<Delivery>
  enter(openId: string): Promise<Delivery>
  /** Reads everything in a chat. */
  read(openId: string, chatId: string): Promise<Delivery>
  addBotToGroup(chatId: string, operatorOpenId: string): Promise<Delivery>
  removeBotFromGroup(chatId: string, operatorOpenId: string): Promise<Delivery>
  redeliverLast(kind?: 'same' | 'new-event-id'): Promise<Delivery>
  /** Sends what `faults.holdEvents` held back. */
  releaseEvents(order?: 'in-order' | 'reversed'): Promise<void>
  dueDeliveries(): number
  runDueDeliveries(): Promise<void>
  nextDeliveryAtMs(): number | undefined
  onChange(listener: (change: Change) => void): () => void
}

/** A stateful, unkind Feishu with its people's phones (feishu.md §18). */
export function createEmulator(options: EmulatorOptions): Emulator {
  const state = createState(options)
  const socket = noSocket
  const deliveries = createDeliveries(state, socket, options.webhookUrl)
  const callbacks = createCallbacks(state)
  const entities = createCardEntities(state)
  const tokens = createTokens(state)
  const routes: Route[] = [
    ...tokens.routes,
    ...messageRoutes(state, entities),
    ...changeRoutes(state, callbacks),
    ...entities.routes,
  ]
  const handle = createGateway(state, tokens, routes)
  let listening: Listening | undefined
  return {
    app: state.app,
    faults: state.faults,
    switches: state.switches,
    calls: state.calls,
    async listen(port) {
      listening = await listen(handle, port)
      return { url: listening.url }
    },
    fetch: asFetch(handle),
    async close() {
      await listening?.close()
      listening = undefined
    },
    async connect(url) {
      await verifyAddress(state, url)
      deliveries.webhookUrl = url
    },
    ...tenantSide(state),
    ...personSide(state, deliveries),
    ...createPresses(state, callbacks, deliveries),
    redeliverLast: (kind = 'same') => deliveries.redeliverLast(kind),
    releaseEvents: (order = 'in-order') => deliveries.release(order),
    dueDeliveries: deliveries.due,
    runDueDeliveries: deliveries.runDue,
    nextDeliveryAtMs: deliveries.nextAtMs,
  }
}

const tenantSide = (state: State) => ({
  addUser(user: NewUser) {
    if (!/^ou_\w+$/.test(user.openId)) throw new Error(`not an open_id: ${user.openId}`)
    const plain = user.openId.replace(/^ou_/, '')
    const defaults = {
      unionId: `on_${plain}`,
      userId: plain,
      departmentIds: ['0'],
      inRange: true,
      resigned: false,
    }
    state.users.set(user.openId, { ...defaults, ...user } as User)
  },
  addGroup(group: { chatId: string; name: string; members: string[]; withBot?: boolean }) {
    if (!/^oc_\w+$/.test(group.chatId)) throw new Error(`not a chat_id: ${group.chatId}`)
    state.chats.set(group.chatId, {
      ...group,
      type: 'group',
      members: new Set(group.members),
      withBot: group.withBot ?? true,
      dissolved: false,
      createdAtMs: state.now(),
    })
    announce(state, group.chatId)
  },
  onChange(listener: (change: Change) => void) {
    state.listeners.add(listener)
    return () => void state.listeners.delete(listener)
  },
})

function personSide(state: State, deliveries: Deliveries) {
  const people = createPeople(state, deliveries)
  return {
    chatsOf: (openId: string) => chatsOf(state, openId),
    messagesOf: (chatId: string) => messagesOf(state, chatId),
    image(key: string) {
      const media = state.media.get(key)
      return media && { bytes: media.bytes, mime: media.mime }
    },
    say: people.say,
    sendImage: (openId: string, bytes: Uint8Array, mime: string, where?: Where) =>
      people.sendImage(openId, { bytes, mime }, where),
    sendPost: people.sendPost,
    sendOther: people.sendOther,
    menu: people.menu,
    enter: people.enter,
    read: people.read,
    addBotToGroup: (chatId: string, operator: string) => people.botInGroup(chatId, operator, true),
    removeBotFromGroup: (chatId: string, operator: string) => people.botInGroup(chatId, operator, false),
  }
}
