import type { FieldValue } from '../../cards/card.ts'
import { fromBase64Url, toBase64Url } from './crypto.ts'
import type { Action } from './envelope.ts'
import { pickedText } from './moments.ts'

/**
 * How a sentence and its fields travel through a card: drawn by `card-form.ts`, read back here. Component names must be
 * ASCII, unique in the card and present in a form (`feishu.md` §14.1, §14.6), and a submitted form often comes without
 * its button's value (§6.1), so a submit button's name is its sentence once more.
 */
const NAME_LENGTH = 100
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/
/** Names this file makes: `s_…` a sentence, `f_…` a field, `…__2` the second of the same name. */
const MADE_NAME = /^[sf]\d*_|__\d+$/

/** Name of a button that says `says`; one too long to travel in a name gets a mere label and relies on its value. */
export function nameOfSentence(says: string): string {
  const name = `s_${toBase64Url(says)}`
  return name.length <= NAME_LENGTH ? name : 'button'
}

/** Name of a field or form: itself if the platform takes it, else encoded. */
export function nameOfField(name: string): string {
  return PLAIN_NAME.test(name) && !MADE_NAME.test(name) ? name : `f_${toBase64Url(name)}`
}

/** The `count`-th component of one name (from 2). */
export const repeatedName = (name: string, count: number): string => `${name}__${count}`

const withoutRepeat = (name: string): string => name.replace(/__\d+$/, '')

function fieldOfName(drawn: string): string {
  const name = withoutRepeat(drawn)
  return name.startsWith('f_') ? (fromBase64Url(name.slice(2)) ?? name) : name
}

/** The sentence of a press: `value.says`, in JSON text too, else what the button's name says; undefined if neither. */
export function readSentence(action: Action): string | undefined {
  const says = saysOf(action.value) ?? saysOf(parse(action.value))
  if (says !== undefined) return says
  const name = withoutRepeat(action.name ?? '')
  if (!name.startsWith('s_')) return undefined
  return fromBase64Url(name.slice(2)) || undefined
}

/** What was filled in, by our field names; optional fields left empty are absent (§19.2: the platform does either). */
export function readFields(action: Action): Record<string, FieldValue> {
  const filled: [string, FieldValue][] = []
  for (const [drawn, raw] of Object.entries(action.form_value ?? {})) {
    const value = readValue(raw)
    if (value !== undefined) filled.push([fieldOfName(drawn), value])
  }
  const single = [action.option, action.options, action.input_value, action.checked]
    .map(readValue)
    .find((value) => value !== undefined)
  if (single !== undefined) filled.push([standaloneName(action.name), single])
  return Object.fromEntries(filled)
}

const standaloneName = (name: string | undefined): string =>
  name && !name.startsWith('s_') ? fieldOfName(name) : 'value'

function readValue(raw: unknown): FieldValue | undefined {
  if (typeof raw === 'boolean') return raw
  if (typeof raw === 'number') return String(raw)
  if (typeof raw === 'string') return raw === '' ? undefined : pickedText(raw)
  if (!Array.isArray(raw)) return undefined
  const texts = raw.filter((item) => typeof item === 'string' || typeof item === 'number').map(String)
  return texts.length > 0 ? texts : undefined
}

function saysOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('says' in value)) return undefined
  return typeof value.says === 'string' && value.says ? value.says : undefined
}

function parse(value: unknown): unknown {
  if (typeof value !== 'string') return undefined
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
