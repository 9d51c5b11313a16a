import type { PressTarget } from '../phones.ts'
import type { Callbacks, PressCode, Toast } from './callbacks.ts'
import type { CardJson } from './cards.ts'
import { CARD_LIFE_MS } from './cards.ts'
import type { Component, Node } from './components.ts'
import { callbackOf, componentsOf, FIELDS, findPressable, labelOf, linkOf } from './components.ts'
import type { Deliveries } from './delivery.ts'
import type { Value } from './form.ts'
import { chosen, fieldsOf, fillForm, hasPicker, isMulti, suffixed } from './form.ts'
import type { State, StoredMessage } from './state.ts'
import { contentOf } from './state.ts'

/** `blocked`: the client sent no request, `why` says what held it back. `error`: the person sees the code of §6.3. */
export interface PressResult {
  status: 'ok' | 'blocked' | 'error'
  code?: PressCode
  toast?: Toast
  /** The card after the press, when the answer brought one. */
  card?: CardJson
  /** The page the press opened. */
  url?: string
  why?: string
}

export interface Presses {
  /** `version` presses the card as it was then, as a stale client would. */
  press(
    openId: string,
    messageId: string,
    target: PressTarget & { version?: number },
    confirm?: boolean,
  ): Promise<PressResult>
  submit(
    openId: string,
    messageId: string,
    buttonLabelOrName: string,
    values: Record<string, Value>,
  ): Promise<PressResult>
  choose(openId: string, messageId: string, componentName: string, option: Value): Promise<PressResult>
}

const blocked = (why: string): PressResult => ({ status: 'blocked', why })

/** What a person's thumb can do to a card (client rules of feishu.md §18.3). */
export function createPresses(state: State, callbacks: Callbacks, deliveries: Deliveries): Presses {
  /** `person message form` of forms being submitted, and of submitted ones whose card was replaced. */
  const locked = new Set<string>()
  /** What people typed and did not submit yet, per person, message version and form. */
  const drafts = new Map<string, Record<string, Value>>()
  const draftKey = (openId: string, message: StoredMessage, form: Node) =>
    `${openId} ${message.id} ${message.versions.length} ${String(form.name)}`

  const send = async (openId: string, message: StoredMessage, action: object): Promise<PressResult> => {
    const { token, settle } = callbacks.begin(message)
    const user = state.users.get(openId)!
    const attempt = await deliveries.callback({
      operator: {
        tenant_key: state.app.tenantKey,
        open_id: openId,
        union_id: user.unionId,
        ...(state.app.scopes.has('contact:user.employee_id:readonly') && { user_id: user.userId }),
      },
      token,
      action,
      host: 'im_message',
      context: { open_message_id: message.id, open_chat_id: message.chatId },
    })
    const answer = settle(attempt)
    return 'code' in answer ? { status: 'error', ...answer } : { status: 'ok', ...answer }
  }

  const submitForm = async (
    openId: string,
    message: StoredMessage,
    form: Node,
    button: Node,
    values: Record<string, Value>,
  ) => {
    const key = `${openId} ${message.id} ${String(form.name)}`
    if (locked.has(key)) return blocked('the form is locked: it was submitted already')
    const members = [...(state.chats.get(message.chatId)?.members ?? [])]
    const typed = { ...drafts.get(draftKey(openId, message, form)), ...values }
    const filled = fillForm(form, typed, members, state.switches)
    if ('blocked' in filled) return blocked(filled.blocked)
    const callback = callbackOf(button)
    locked.add(key)
    const result = await send(openId, message, {
      ...(callback && { value: callback.value ?? {} }),
      tag: 'button',
      name: button.name,
      ...(hasPicker(form) && { timezone: 'Asia/Shanghai' }),
      form_value: filled.values,
    })
    if (!result.card || !state.switches.submittedFormStaysLocked) locked.delete(key)
    return result
  }

  const press: Presses['press'] = async (openId, messageId, target, confirm) => {
    const seen = look(state, openId, messageId, target.version)
    if (typeof seen === 'string') return blocked(seen)
    const found = findPressable(seen.card, target)
    if (typeof found === 'string') return blocked(found)
    const { node, form } = found
    if (node.disabled === true) return blocked('it is disabled')
    if (node.confirm !== undefined && confirm === false) return blocked('the confirmation was declined')
    const { message } = seen
    if (form && node.form_action_type === 'submit') return submitForm(openId, message, form, node, {})
    const url = linkOf(node)
    const callback = callbackOf(node)
    if (form && node.tag === 'button' && !url) return blocked('a component in a form never fires alone')
    if (!callback || form) return url === undefined ? blocked('it has no behaviour') : { status: 'ok', url }
    const name = typeof node.name === 'string' && { name: node.name }
    const result = await send(openId, message, { value: callback.value ?? {}, tag: node.tag, ...name })
    return url === undefined ? result : { ...result, url }
  }

  const submit: Presses['submit'] = async (openId, messageId, button, values) => {
    const seen = look(state, openId, messageId)
    if (typeof seen === 'string') return blocked(seen)
    const found = submitButton(seen.card, button, Object.keys(values))
    if (typeof found === 'string') return blocked(found)
    if (found.node.disabled === true) return blocked('it is disabled')
    return submitForm(openId, seen.message, found.form!, found.node, values)
  }

  const choose: Presses['choose'] = async (openId, messageId, name, option) => {
    const seen = look(state, openId, messageId)
    if (typeof seen === 'string') return blocked(seen)
    const found = componentsOf(seen.card).find(
      (each) => each.node.name === name && FIELDS.includes(each.node.tag),
    )
    if (!found) return blocked(`no component is called ${name}`)
    const { node, form } = found
    if (node.disabled === true) return blocked('it is disabled')
    const value = chosen(node, option, [...(state.chats.get(seen.message.chatId)?.members ?? [])])
    if (typeof value === 'object' && 'wrong' in value) return blocked(value.wrong)
    if (form) {
      const key = draftKey(openId, seen.message, form)
      drafts.set(key, { ...drafts.get(key), [name]: value })
      return blocked('it is in a form: kept until the form is submitted')
    }
    if ((node.tag === 'checker' || node.tag === 'select_img') && !callbackOf(node))
      return blocked('it has no behaviour: it only changes on this phone')
    return send(openId, seen.message, aloneAction(node, suffixed(node, value)))
  }
  return { press, submit, choose }
}

/** The field of `action` a component fills outside a form (feishu.md §6.1). */
function aloneAction(node: Node, value: Value) {
  const field =
    node.tag === 'checker'
      ? 'checked'
      : node.tag === 'input'
        ? 'input_value'
        : isMulti(node)
          ? 'options'
          : 'option'
  const callback = callbackOf(node)
  return {
    ...(callback && { value: callback.value ?? {} }),
    tag: node.tag,
    name: node.name,
    ...(/date|time/.test(node.tag) && { timezone: 'Asia/Shanghai' }),
    [field]: value,
  }
}

function submitButton(card: CardJson, wanted: string, names: string[]): Component | string {
  const submits = componentsOf(card).filter(
    ({ node, form }) => form && node.tag === 'button' && node.form_action_type === 'submit',
  )
  const meant = submits.filter(({ node }) => node.name === wanted || labelOf(node) === wanted)
  if (meant.length === 0)
    return `no submit button is ${wanted}; there is: ${submits.map(({ node }) => labelOf(node)).join(' | ')}`
  // Two forms may share a label; the one that has the fields is meant.
  const fitting = meant.filter(({ form }) => {
    const known = fieldsOf(form!).map((each) => each.node.name)
    return names.every((name) => known.includes(name))
  })
  if (fitting.length > 1) return `${fitting.length} submit buttons are ${wanted}; say its name`
  return fitting[0] ?? meant[0]!
}

/** The card as this person sees it, or why they cannot touch it. */
function look(state: State, openId: string, messageId: string, version?: number) {
  const message = state.messages.get(messageId)
  const user = state.users.get(openId)
  if (!user || user.resigned) return `${openId} has no account here`
  if (!message || !state.chats.get(message.chatId)?.members.has(openId))
    return `${openId} does not see ${messageId}`
  if (message.recalledAtMs !== undefined) return 'the message was recalled'
  if (message.type !== 'interactive') return 'the message is not a card'
  if (state.now() - message.atMs > CARD_LIFE_MS) return 'the card is older than 14 days and answers nothing'
  const content = version === undefined ? contentOf(message) : message.versions[version - 1]?.content
  if (content === undefined) return `the card has no version ${version}`
  return { message, card: JSON.parse(content) as CardJson }
}
