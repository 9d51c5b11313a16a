import { statusOf, userItem } from './contacts.ts'
import type { Deliveries, Delivery } from './delivery.ts'
import { notSent } from './delivery.ts'
import type { State, User } from './state.ts'

export type UserPatch = Partial<Omit<User, 'openId' | 'resigned'>>

/** People who join, change and leave, and the events of it (feishu.md §5.2). */
export function createDirectory(state: State, deliveries: Deliveries) {
  const tell = (
    user: User,
    change: 'created' | 'updated' | 'deleted',
    event: object,
  ): Promise<Delivery> | Delivery =>
    user.inRange
      ? deliveries.event(`contact.user.${change}_v3`, event)
      : notSent('the person is outside the contact range')
  const find = (openId: string): User => {
    const user = state.users.get(openId)
    if (!user) throw new Error(`nobody is ${openId}; addUser first`)
    return user
  }
  return {
    /** The page says department_ids is not actually filled on joining: re-read the user. */
    joined: async (openId: string): Promise<Delivery> => {
      const { department_ids: _, ...object } = { department_ids: [], ...userItem(state, find(openId)) }
      return tell(find(openId), 'created', { object })
    },
    async updateUser(openId: string, patch: UserPatch): Promise<Delivery> {
      const user = find(openId)
      const before = userItem(state, user) as Record<string, unknown>
      Object.assign(user, patch)
      const object = userItem(state, user) as Record<string, unknown>
      const changed = Object.keys(before).filter(
        (key) => JSON.stringify(before[key]) !== JSON.stringify(object[key]),
      )
      const old_object = Object.fromEntries(changed.map((key) => [key, before[key]]))
      return tell(user, 'updated', { object, old_object })
    },
    async resign(openId: string): Promise<Delivery> {
      const user = find(openId)
      const old_object = {
        status: statusOf(user),
        open_id: openId,
        union_id: user.unionId,
        department_ids: user.departmentIds,
      }
      user.resigned = true
      for (const chat of state.chats.values()) if (chat.type === 'group') chat.members.delete(openId)
      return tell(user, 'deleted', { object: userItem(state, user), old_object })
    },
  }
}
