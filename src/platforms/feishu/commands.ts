import * as z from 'zod'
import { expect } from './api.ts'
import type { Caller } from './client.ts'

/**
 * Native slash commands (`feishu.md` §7.1). Not in the typed SDK, so raw requests. Compared first: an unchanged list
 * costs one call.
 */
const PATH = '/open-apis/application/v7/app_slash_commands'

interface Wanted {
  name: string
  description: string
}
interface Registered extends Wanted {
  id: string
}

const page = z.object({
  data: z.object({
    items: z
      .array(
        z.object({
          command_id: z.string(),
          command: z.string(),
          description: z
            .union([
              z.string(),
              z.object({
                default_value: z.string().nullish(),
                i18n: z.object({ zh_cn: z.string().nullish() }).nullish(),
              }),
            ])
            .nullish(),
        }),
      )
      .nullish(),
    has_more: z.boolean().nullish(),
    page_token: z.string().nullish(),
  }),
})

/** Makes the app's commands exactly `wanted`; what was already right is left alone. */
export async function registerCommands(
  call: Caller,
  wanted: Wanted[],
): Promise<{ created: string[]; changed: string[]; removed: string[] }> {
  const present = await listCommands(call)
  const byName = new Map(present.map((command) => [command.name, command]))
  const names = new Set(wanted.map(({ name }) => name))
  const removed = present.filter(({ name }) => !names.has(name))
  const created = wanted.filter(({ name }) => !byName.has(name))
  const changed = wanted.flatMap((command) => {
    const old = byName.get(command.name)
    return old && old.description !== command.description ? [{ ...command, id: old.id }] : []
  })
  // Removed first: an app may have only 100.
  for (const { id } of removed) await request(call, 'DELETE', `${PATH}/${encodeURIComponent(id)}`)
  for (const command of changed) {
    await request(call, 'PATCH', `${PATH}/${encodeURIComponent(command.id)}`, bodyOf(command))
  }
  for (const command of created) await request(call, 'POST', PATH, bodyOf(command))
  const namesOf = (commands: Wanted[]) => commands.map(({ name }) => name)
  return { created: namesOf(created), changed: namesOf(changed), removed: namesOf(removed) }
}

async function listCommands(call: Caller): Promise<Registered[]> {
  const all: Registered[] = []
  let pageToken: string | undefined
  do {
    const params = pageToken === undefined ? {} : { page_token: pageToken }
    const answer = await call((client) => client.request({ method: 'GET', url: PATH, params }))
    const { items, has_more, page_token } = expect(page, answer, 'slash commands').data
    for (const { command_id, command, description } of items ?? []) {
      const words = typeof description === 'string' ? description : description?.default_value
      all.push({ id: command_id, name: command, description: words ?? '' })
    }
    pageToken = has_more && page_token ? page_token : undefined
  } while (pageToken !== undefined)
  return all
}

const bodyOf = ({ name, description }: Wanted) => ({
  command: name,
  description: { default_value: description, i18n: { zh_cn: description } },
})

const request = (call: Caller, method: string, url: string, data?: object): Promise<unknown> =>
  call((client) => client.request({ method, url, ...(data ? { data } : {}) }))
