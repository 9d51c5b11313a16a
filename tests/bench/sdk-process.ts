import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { adaptDefault, EventDispatcher, LoggerLevel } from '@larksuiteoapi/node-sdk'
import { APP } from './big-school.ts'
import { sayListening } from './processes.ts'

// Strawman: the SDK's own adapter with a handler that does nothing and a tiny reply.
const dispatcher = new EventDispatcher({
  encryptKey: APP.encryptKey,
  verificationToken: APP.verificationToken,
  loggerLevel: LoggerLevel.error,
}).register({ 'card.action.trigger': async () => ({}) })

const server = createServer(adaptDefault('/feishu/webhook', dispatcher))
server.listen(0, '127.0.0.1', () => sayListening((server.address() as AddressInfo).port))
process.once('SIGTERM', () => process.exit(0))
