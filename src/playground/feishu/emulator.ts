import type { SaidWhere } from '../phones.ts'
import type { Route } from './api.ts'
import { batchRoutes } from './batch.ts'
import { createCallbacks } from './callbacks.ts'
import { createCardEntities } from './card-entities.ts'
import { chatRoutes } from './chats.ts'
import { contactRoutes } from './contacts.ts'
import type { Deliveries } from './delivery.ts'
import { createDeliveries } from './delivery.ts'
import { createDirectory } from './directory.ts'
import { createGateway } from './gateway.ts'
import { loginRoutes } from './login.ts'
import { mediaRoutes } from './media.ts'
import { changeRoutes } from './message-changes.ts'
import { extraRoutes } from './message-extras.ts'
import { messageRoutes } from './messages.ts'
import { createPeople } from './people.ts'
import { chatsOf, messagesOf } from './phone.ts'
import { createPresses } from './presses.ts'
import type { Listening } from './server.ts'
import { asFetch, listen } from './server.ts'
import { slashRoutes } from './slash-commands.ts'
import { createSocket } from './socket.ts'
import type { State } from './state.ts'
import { createState } from './state.ts'
import type { Emulator, EmulatorOptions } from './surface.ts'
import { createTenant } from './tenant.ts'
import { createTokens } from './tokens.ts'
import { verifyAddress } from './webhook.ts'

export * from './surface.ts'

/** A stateful, unkind Feishu with its people's phones (feishu.md §18). */
export function createEmulator(options: EmulatorOptions): Emulator {
  const state = createState(options)
  const socket = createSocket(state)
  const deliveries = createDeliveries(state, socket, options.webhookUrl)
  const callbacks = createCallbacks(state)
  const entities = createCardEntities(state)
  const tokens = createTokens(state)
  const routes: Route[] = [
    ...tokens.routes,
    ...messageRoutes(state, entities),
    ...changeRoutes(state, callbacks),
    ...extraRoutes(state),
    ...mediaRoutes(state),
    ...chatRoutes(state),
    ...contactRoutes(state),
    ...slashRoutes(state),
    ...batchRoutes(state),
    ...loginRoutes(state),
    ...entities.routes,
    ...socket.routes,
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
      socket.attach(listening.server, listening.url)
      return { url: listening.url }
    },
    fetch: asFetch(handle),
    async close() {
      socket.drop()
      await listening?.close()
      listening = undefined
    },
    async connect(url) {
      await verifyAddress(state, url)
      deliveries.webhookUrl = url
    },
    ...createTenant(state),
    ...personSide(state, deliveries),
    ...createPresses(state, callbacks, deliveries),
    ...createDirectory(state, deliveries),
    socketConnections: socket.connections,
    dropSockets: socket.drop,
    redeliverLast: (kind = 'same') => deliveries.redeliverLast(kind),
    releaseEvents: (order = 'in-order') => deliveries.release(order),
    dueDeliveries: deliveries.due,
    runDueDeliveries: deliveries.runDue,
    nextDeliveryAtMs: deliveries.nextAtMs,
  }
}

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
    sendImage: (openId: string, bytes: Uint8Array, mime: string, where?: SaidWhere) =>
      people.sendImage(openId, { bytes, mime }, where),
    sendFile: people.sendFile,
    sendPost: people.sendPost,
    sendOther: people.sendOther,
    menu: people.menu,
    enter: people.enter,
    read: people.read,
    addBotToGroup: (chatId: string, operator: string) => people.botInGroup(chatId, operator, true),
    removeBotFromGroup: (chatId: string, operator: string) => people.botInGroup(chatId, operator, false),
  }
}
