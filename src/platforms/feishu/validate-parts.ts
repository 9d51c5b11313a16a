import {
  anything,
  type Check,
  CODE,
  either,
  filledText,
  isObject,
  lengths,
  list,
  matching,
  object,
  oneOf,
  pixels,
  type Shape,
  text,
  uniqueBy,
  whole,
} from './validate-checks.ts'

/** Parts that many components share (`feishu.md` §14.2). */
const HUES =
  'blue|wathet|turquoise|lime|green|yellow|orange|red|carmine|violet|purple|indigo|grey|neutral|white|black'
const TEXT_SIZES =
  'heading-0 heading-1 heading-2 heading-3 heading-4 heading normal notation xxxx-large xxx-large xx-large x-large large medium small x-small'.split(
    ' ',
  )

export const align = oneOf('left', 'center', 'right')
export const valign = oneOf('top', 'center', 'bottom')
export const margin = lengths(-99, 99)
export const padding = lengths(0, 99)
export const spacing = either(oneOf('small', 'medium', 'large', 'extra_large'), pixels(0, 99))
export const direction = oneOf('vertical', 'horizontal')

/** A named colour, one of its shades, or a name defined in `config.style`; hex is ignored by some clients (§14.4). */
export const color: Check = (value, path, inspection) => {
  if (typeof value !== 'string')
    return inspection.error(path, CODE.property, 'wrong value, expected a colour', value)
  if (/^#|^rgba?\(/.test(value))
    inspection.warn(path, CODE.property, 'hex colours are ignored or rejected', value)
}
export const tagColor = matching(new RegExp(`^(${HUES})$`), 'a colour name')

export const textSize: Check = (value, path, inspection) => {
  if (typeof value !== 'string' || value === '') {
    return inspection.error(path, CODE.property, 'wrong value, expected a text size', value)
  }
  if (!TEXT_SIZES.includes(value))
    inspection.warn(path, CODE.property, 'text size must be defined in config.style', value)
}

export const imageKey: Check = (value, path, inspection, place) => {
  filledText(value, path, inspection, place)
  const known = inspection.context.imageKeys
  if (typeof value === 'string' && value && known && !known.has(value)) {
    inspection.error(path, CODE.image, `invalid image key: ${value}`, value)
  }
}

export const userId: Check = (value, path, inspection, place) => {
  filledText(value, path, inspection, place)
  const known = inspection.context.users
  if (typeof value === 'string' && value && known && !known.has(value)) {
    inspection.error(path, CODE.user, `invalid user id: ${value}`, value)
  }
}

const plain: Shape = {
  required: ['content'],
  properties: {
    tag: anything,
    content: text,
    i18n_content: anything,
    text_size: textSize,
    text_color: color,
    text_align: align,
    lines: whole(1, 100),
    element_id: anything,
  },
}
const { text_color: _, ...larkProperties } = plain.properties
const larkMd: Shape = { required: ['content'], properties: larkProperties }

/** A text object of one of the given kinds. */
const textObject =
  (...kinds: ('plain_text' | 'lark_md')[]): Check =>
  (value, path, inspection, place) => {
    if (!isObject(value))
      return inspection.error(path, CODE.property, 'wrong value, expected a text object', value)
    if (!kinds.includes(value.tag as 'plain_text')) {
      return inspection.error(path, CODE.property, `text must be ${kinds.join(' or ')}`, value.tag)
    }
    object(value.tag === 'lark_md' ? larkMd : plain)(value, path, inspection, place)
  }
export const plainText = textObject('plain_text')
export const anyText = textObject('plain_text', 'lark_md')

export const icon: Check = either(
  object({
    required: ['tag', 'img_key'],
    properties: { tag: oneOf('custom_icon'), img_key: imageKey, size: text },
  }),
  object({
    required: ['tag', 'token'],
    properties: { tag: oneOf('standard_icon'), token: filledText, color, size: text },
  }),
)

const links = { url: text, pc_url: text, ios_url: text, android_url: text }
export const multiUrl = object({ properties: links })

export const behaviors = list(
  either(
    object({
      required: ['type', 'default_url'],
      properties: {
        type: oneOf('open_url'),
        default_url: filledText,
        pc_url: text,
        ios_url: text,
        android_url: text,
      },
    }),
    object({
      required: ['type', 'value'],
      properties: {
        type: oneOf('callback'),
        // The official SDKs only handle objects; a text breaks them (§6.1).
        value: (value, path, inspection) => {
          if (!isObject(value))
            inspection.warn(path, CODE.property, 'callback value should be an object', value)
        },
      },
    }),
  ),
)

export const confirm = object({
  required: ['title'],
  properties: { title: plainText, text: plainText },
})

export const options = uniqueBy(
  'value',
  list(
    object({
      required: ['text', 'value'],
      properties: { text: plainText, value: filledText, icon },
    }),
  ),
)
export const peopleOptions = uniqueBy(
  'value',
  list(object({ required: ['value'], properties: { value: userId } })),
)

export const cardLink = object({ properties: links })
const fallback = object({
  required: ['tag', 'text'],
  properties: { tag: oneOf('fallback_text'), text: anyText },
})
/** Properties nearly every component may have (`feishu.md` §14.2). */
const SHARED: Record<string, Check> = { tag: anything, element_id: anything, margin, fallback }

/** A component's row in the whitelist: what it must have and what it may have. */
export const component = (required: string[], properties: Record<string, Check>): Shape => ({
  required,
  properties: { ...SHARED, ...properties },
})

/** Widths of whole blocks and of things to press. */
export const blockWidth = either(oneOf('fill', 'auto'), pixels(16, 999))
export const buttonWidth = either(oneOf('default', 'fill'), pixels(100, 9999))
/** Checked by the walk itself: children need a place. */
export const children = anything
