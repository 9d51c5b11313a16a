import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sayListening } from './processes.ts'

// A platform that takes everything at once: what is left is the cost on our side.
let sent = 0
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const isToken = request.url?.includes('/auth/')
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    response.end(
      JSON.stringify(
        isToken
          ? { code: 0, msg: 'ok', tenant_access_token: 't-bench', expire: 7200 }
          : { code: 0, msg: 'success', data: { message_id: `om_${++sent}`, chat_id: 'oc_bench' } },
      ),
    )
  })
})
server.listen(0, '127.0.0.1', () => sayListening((server.address() as AddressInfo).port))
process.once('SIGTERM', () => process.exit(0))
