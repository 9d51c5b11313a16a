import type { PhoneChange } from '../phones.ts'
import type { State, User } from './state.ts'
import { announce } from './state.ts'

export interface NewUser {
  openId: string
  unionId?: string
  name: string
  mobile?: string
  email?: string
  jobTitle?: string
  departmentIds?: string[]
  /** Inside the app's availability and contact range; true when absent. */
  inRange?: boolean
}

export interface NewGroup {
  chatId: string
  name: string
  members: string[]
  /** True when absent. */
  withBot?: boolean
}

/** Setting the scene: nothing here tells the bot anything. */
export const createTenant = (state: State) => ({
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
    state.users.set(user.openId, { ...defaults, ...user } satisfies User)
  },
  addGroup({ chatId, name, members, withBot = true }: NewGroup) {
    if (!/^oc_\w+$/.test(chatId)) throw new Error(`not a chat_id: ${chatId}`)
    const createdAtMs = state.now()
    state.chats.set(chatId, {
      chatId,
      type: 'group',
      name,
      members: new Set(members),
      withBot,
      dissolved: false,
      createdAtMs,
    })
    announce(state, chatId)
  },
  onChange(listener: (change: PhoneChange) => void) {
    state.listeners.add(listener)
    return () => void state.listeners.delete(listener)
  },
})
