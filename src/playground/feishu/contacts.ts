import type { Call, Route } from './api.ts'
import { ApiFailure, paged, texts } from './api.ts'
import type { State, User } from './state.ts'

const BASE = [
  'contact:contact.base:readonly',
  'contact:department.organize:readonly',
  'contact:contact:readonly_as_app',
  'contact:contact:access_as_app',
]
const LARGEST = 50

/** The directory (feishu.md §10): scopes decide the call and each field, the range decides the people. */
export function contactRoutes(state: State): Route[] {
  const visible = (id: string, type: string) =>
    [...state.users.values()].find((user) => idOf(user, type) === id && user.inRange)
  const typeOf = (call: Call) => call.query.get('user_id_type') ?? 'open_id'

  const one = (call: Call) => {
    const type = typeOf(call)
    const id = call.params.id!
    const known = [...state.users.values()].some((user) => idOf(user, type) === id)
    if (!known) throw new ApiFailure(99992351, `The request contains an invalid open_id: ${id}`)
    const user = visible(id, type)
    if (!user) throw new ApiFailure(41050, 'no user authority error')
    return { data: { user: userItem(state, user) } }
  }
  const batch = (call: Call) => {
    const ids = call.query.getAll('user_ids')
    if (ids.length === 0 || ids.length > LARGEST) throw new ApiFailure(99992402, 'user_ids: 1 to 50')
    const users = ids.map((id) => visible(id, typeOf(call))).filter((user) => user !== undefined)
    return { data: { items: users.map((user) => userItem(state, user)) } }
  }
  const byDepartment = (call: Call) => {
    const department = call.query.get('department_id')
    if (!department) throw new ApiFailure(99992402, 'department_id is required')
    if (department === '0' && !state.switches.contactRangeIsAll)
      throw new ApiFailure(40004, 'no dept authority error', 403)
    const members = [...state.users.values()].filter(
      (user) => user.departmentIds.includes(department) && user.inRange && !user.resigned,
    )
    const page = paged(members, call.query, LARGEST, 10)
    return { data: { ...page, items: page.items.map((user) => userItem(state, user)) } }
  }
  return [
    { method: 'GET', path: '/contact/v3/users/batch', scopes: BASE, handle: batch },
    { method: 'GET', path: '/contact/v3/users/find_by_department', scopes: BASE, handle: byDepartment },
    { method: 'GET', path: '/contact/v3/users/:id', scopes: BASE, handle: one },
    {
      method: 'GET',
      path: '/contact/v3/departments/:id/children',
      scopes: BASE,
      handle: (call) => ({ data: paged(departments(state, call.params.id!), call.query, LARGEST, 10) }),
    },
    {
      method: 'POST',
      path: '/contact/v3/users/batch_get_id',
      scopes: ['contact:user.id:readonly'],
      handle: (call) => ({ data: { user_list: lookup(state, call, typeOf(call)) } }),
    },
  ]
}

const idOf = (user: User, type: string): string | undefined =>
  ({ open_id: user.openId, union_id: user.unionId, user_id: user.userId })[type]

/** Unknown numbers come back without `user_id`. */
function lookup(state: State, { json }: Call, type: string) {
  const mobiles = texts(json, 'mobiles')
  const emails = texts(json, 'emails')
  if (mobiles.length > LARGEST || emails.length > LARGEST)
    throw new ApiFailure(99992402, 'at most 50 of each')
  if (mobiles.length + emails.length === 0) throw new ApiFailure(99992402, 'mobiles or emails is required')
  const find = (fits: (user: User) => boolean) =>
    [...state.users.values()].find(
      (user) => fits(user) && user.inRange && (!user.resigned || json.include_resigned === true),
    )
  const entry = (user: User | undefined) =>
    user ? { user_id: idOf(user, type), status: statusOf(user) } : {}
  // Numbers of the mainland may carry +86 on either side.
  const bare = (mobile: string | undefined) => mobile?.replace(/^\+86/, '')
  return [
    ...mobiles.map((mobile) => ({ mobile, ...entry(find((user) => bare(user.mobile) === bare(mobile))) })),
    ...emails.map((email) => ({ email, ...entry(find((user) => user.email === email)) })),
  ]
}

export const statusOf = (user: User) => ({
  is_frozen: false,
  is_resigned: user.resigned,
  is_activated: !user.resigned,
  is_exited: false,
  is_unjoin: false,
})

/** A missing scope drops its fields silently. */
export function userItem(state: State, user: User) {
  const may = (scope: string) => state.app.scopes.has(scope)
  return {
    open_id: user.openId,
    union_id: user.unionId,
    ...(may('contact:user.employee_id:readonly') && { user_id: user.userId }),
    ...(may('contact:user.base:readonly') && { name: user.name, en_name: '', nickname: '', avatar: {} }),
    ...(may('contact:user.phone:readonly') && user.mobile && { mobile: withCountry(user.mobile) }),
    ...(may('contact:user.department:readonly') && { department_ids: user.departmentIds, orders: [] }),
    ...(may('contact:user.employee:readonly') && {
      status: statusOf(user),
      job_title: user.jobTitle ?? '',
      employee_no: '',
    }),
  }
}

/** The directory shows numbers with their country code. */
const withCountry = (mobile: string) => (mobile.startsWith('+') ? mobile : `+86${mobile}`)

/** Departments exist as far as somebody is in them; all are children of the root. */
function departments(state: State, parent: string) {
  if (parent !== '0') return []
  const ids = new Set([...state.users.values()].flatMap((user) => user.departmentIds))
  ids.delete('0')
  return [...ids].map((id) => ({
    name: id,
    parent_department_id: '0',
    department_id: id,
    open_department_id: `od-${id}`,
    member_count: [...state.users.values()].filter((user) => user.departmentIds.includes(id)).length,
    status: { is_deleted: false },
  }))
}
