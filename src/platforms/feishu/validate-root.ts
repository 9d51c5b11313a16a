import { anything, flag, list, object, oneOf, type Shape, text } from './validate-checks.ts'
import {
  align,
  anyText,
  cardLink,
  children,
  direction,
  icon,
  padding,
  plainText,
  spacing,
  tagColor,
  valign,
} from './validate-parts.ts'

const config = object({
  properties: {
    streaming_mode: flag,
    streaming_config: anything,
    summary: object({ properties: { content: text, i18n_content: anything } }),
    locales: list(text),
    enable_forward: flag,
    enable_forward_interaction: flag,
    update_multi: flag,
    width_mode: oneOf('default', 'compact', 'fill'),
    use_custom_translation: flag,
    style: object({ properties: { text_size: anything, color: anything } }),
  },
})
const TEMPLATES =
  'blue wathet turquoise green yellow orange red carmine violet purple indigo grey default'.split(' ')
const tags = list(
  object({
    required: ['tag', 'text'],
    properties: { tag: oneOf('text_tag'), element_id: text, text: plainText, color: tagColor },
  }),
  3,
)

/** The root of a card (§14.2); what stands in the body is walked separately. */
export const ROOT: Shape = {
  required: ['schema'],
  properties: {
    schema: anything,
    config,
    card_link: cardLink,
    header: object({
      required: ['title'],
      properties: {
        title: anyText,
        subtitle: anyText,
        text_tag_list: tags,
        i18n_text_tag_list: anything,
        template: oneOf(...TEMPLATES),
        icon,
        padding,
      },
    }),
    body: object({
      properties: {
        direction,
        padding,
        horizontal_spacing: spacing,
        vertical_spacing: spacing,
        horizontal_align: align,
        vertical_align: valign,
        elements: children,
      },
    }),
  },
}
