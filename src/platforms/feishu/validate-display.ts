import { chartSpec } from './validate-chart.ts'
import {
  anything,
  either,
  filledText,
  flag,
  list,
  object,
  oneOf,
  pixels,
  type Shape,
  text,
  whole,
} from './validate-checks.ts'
import {
  align,
  anyText,
  blockWidth,
  component,
  icon,
  imageKey,
  plainText,
  textSize,
  userId,
} from './validate-parts.ts'
import { tableShape } from './validate-table.ts'

const personSize = oneOf('extra_small', 'small', 'medium', 'large')

/** Display components (`feishu.md` §14.4). */
export const DISPLAY: Record<string, Shape> = {
  markdown: component(['content'], {
    content: text,
    text_size: textSize,
    text_align: align,
    icon,
    i18n_content: anything,
  }),
  div: component(['text'], {
    text: anyText,
    icon,
    fields: list(object({ properties: { is_short: flag, text: anyText } })),
    width: blockWidth,
  }),
  hr: component([], {}),
  img: component(['img_key', 'alt'], {
    img_key: imageKey,
    alt: plainText,
    title: anyText,
    scale_type: oneOf('crop_center', 'crop_top', 'fit_horizontal'),
    size: text,
    corner_radius: text,
    transparent: flag,
    preview: flag,
  }),
  img_combination: component(['combination_mode', 'img_list'], {
    combination_mode: oneOf('double', 'triple', 'bisect', 'trisect'),
    img_list: list(object({ required: ['img_key'], properties: { img_key: imageKey } }), 9, 1),
    combination_transparent: flag,
    corner_radius: text,
  }),
  person: component(['user_id'], {
    user_id: userId,
    size: personSize,
    show_avatar: flag,
    show_name: flag,
    style: oneOf('normal', 'capsule'),
  }),
  person_list: component(['persons'], {
    persons: anything,
    show_name: flag,
    show_avatar: flag,
    size: personSize,
    lines: whole(1, 100),
    drop_invalid_user_id: flag,
    icon,
  }),
  table: component(tableShape.required ?? [], tableShape.properties),
  chart: component(['chart_spec'], {
    chart_spec: chartSpec,
    aspect_ratio: oneOf('1:1', '2:1', '4:3', '16:9'),
    color_theme: oneOf('brand', 'rainbow', 'complementary', 'converse', 'primary'),
    preview: flag,
    height: either(oneOf('auto'), pixels(1, 999)),
  }),
  audio: component(['file_key', 'audio_id'], { file_key: filledText, audio_id: filledText }),
}
