import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { playgroundRoutes } from '../../src/playground/server.ts'
import { doneCard, todayCard, weekCard } from './page-cards.ts'
import { displayCard, formCard } from './page-cards-all.ts'
import { pageFixture } from './page-fixture.ts'

/** The page over the fixture on a port; run it by itself to look at the page: `node tests/playground/page-serve.ts 8799`. */
export async function servePage(port = 0) {
  const fixture = pageFixture()
  const { put, privateChat, group } = fixture
  const teacher = privateChat('ou_t31')
  const user = (openId: string, name: string) => ({ kind: 'user' as const, openId, name })
  put(teacher, { type: 'text', text: '三1班教室后面的吊扇有点晃，先关了', from: user('ou_t31', '单念蘅') })
  put(teacher, { card: todayCard('三(1)班') })
  const form = put(privateChat('ou_t11'), { card: formCard() })
  const display = put(privateChat('ou_t12'), { card: displayCard() })
  put(group, { card: doneCard('杭砥平') })
  put(group, { card: weekCard() })
  put(group, { type: 'text', text: '@双责 /周报', from: user('ou_p01', '钟砚舟'), replyTo: 'om_5' })
  put(group, { type: 'image', imageKey: 'img_hall', from: user('ou_g01', '贺栎生') })
  const app = new Hono()
  app.route(
    '/playground',
    playgroundRoutes({
      emulator: fixture.phones,
      people: () => fixture.people,
      clock: fixture.clock,
      commands: fixture.commands,
      schoolName: '栖云市望湖区棠梨湾小学',
    }),
  )
  const listening = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
    listening.resolve(info.port),
  )
  const url = `http://127.0.0.1:${await listening.promise}/playground`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  return { ...fixture, url, close, form, display }
}

if (process.argv[1] === import.meta.filename)
  console.log((await servePage(Number(process.argv[2] ?? 8799))).url)
