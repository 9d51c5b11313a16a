import type { Call, Route } from './api.ts'
import { ApiFailure, required } from './api.ts'
import type { State } from './state.ts'

interface SlashCommand {
  command_id: string
  command: string
  description: unknown
}
const MOST = 100
const WRITE = ['application:app_slash_command:write']
const READ = ['application:app_slash_command:read', ...WRITE]
const PATH = '/application/v7/app_slash_commands'

/** Native slash commands (feishu.md §7.1). Choosing one on a phone only sends ordinary text. */
export function slashRoutes(state: State): Route[] {
  const commands = new Map<string, SlashCommand>()

  const read = (call: Call, id: string): SlashCommand => {
    const command = required(call.json, 'command')
    if (!/^[a-z][a-z0-9_]*$/.test(command)) throw new ApiFailure(40000000, `invalid command name ${command}`)
    const twin = [...commands.values()].find((each) => each.command === command && each.command_id !== id)
    if (twin) throw new ApiFailure(40000000, `command ${command} already exists`)
    const description = call.json.description as { default_value?: unknown } | undefined
    if (typeof description?.default_value !== 'string' || description.default_value === '')
      throw new ApiFailure(40000000, 'description.default_value is required')
    const icon = (call.json.icon as { icon_key?: string } | undefined)?.icon_key
    if (icon !== undefined && state.media.get(icon)?.owner !== 'bot')
      throw new ApiFailure(40000031, 'icon key does not exist')
    return { command_id: id, command, description }
  }
  const existing = (call: Call): SlashCommand => {
    const command = commands.get(call.params.id!)
    if (!command) throw new ApiFailure(40000000, 'command does not exist')
    return command
  }

  return [
    {
      method: 'POST',
      path: PATH,
      scopes: WRITE,
      handle(call) {
        if (commands.size >= MOST) throw new ApiFailure(40000000, 'at most 100 commands')
        const command = read(call, state.ids.digits(19))
        commands.set(command.command_id, command)
        return { data: { command_id: command.command_id } }
      },
    },
    {
      method: 'GET',
      path: PATH,
      scopes: READ,
      handle: () => ({ data: { items: [...commands.values()] } }),
    },
    {
      method: 'PATCH',
      path: `${PATH}/:id`,
      scopes: WRITE,
      handle(call) {
        const before = existing(call)
        const merged = { ...call, json: { ...before, ...call.json } }
        commands.set(before.command_id, read(merged, before.command_id))
        return { data: {} }
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/:id`,
      scopes: WRITE,
      handle(call) {
        commands.delete(existing(call).command_id)
        return { data: {} }
      },
    },
  ]
}
