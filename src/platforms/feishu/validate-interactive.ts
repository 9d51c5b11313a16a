import {
  anything,
  flag,
  fraction,
  list,
  matching,
  object,
  oneOf,
  type Shape,
  text,
  whole,
} from './validate-checks.ts'
import {
  anyText,
  behaviors,
  buttonWidth,
  component,
  confirm,
  icon,
  imageKey,
  multiUrl,
  options,
  padding,
  peopleOptions,
  plainText,
  userId,
} from './validate-parts.ts'

/** What every interactive component of a form may carry. */
const asked = { name: text, required: flag, disabled: flag, behaviors, value: anything, confirm }
const picker = (initial: string, pattern: RegExp): Shape =>
  component([], {
    name: text,
    required: flag,
    placeholder: plainText,
    [initial]: matching(pattern, `like ${initial}`),
    value: anything,
    behaviors,
  })
const select = { ...asked, placeholder: plainText, type: oneOf('default', 'text'), width: buttonWidth }
/** Many write the number of the option or the option itself here; only its value is taken. */
const initialOption = { initial_option: text, initial_index: whole(0, 9999) }

/** Interactive components (`feishu.md` §14.6). */
export const INTERACTIVE: Record<string, Shape> = {
  button: component([], {
    ...asked,
    text: anyText,
    type: oneOf(
      ...['default', 'primary', 'danger', 'text', 'primary_text', 'danger_text', 'primary_filled'],
      ...['danger_filled', 'laser'],
    ),
    size: oneOf('tiny', 'small', 'medium', 'large'),
    width: buttonWidth,
    icon,
    hover_tips: plainText,
    disabled_tips: plainText,
    form_action_type: oneOf('submit', 'reset'),
    url: text,
    multi_url: multiUrl,
  }),
  input: component([], {
    ...asked,
    input_type: oneOf('text', 'multiline_text', 'password'),
    placeholder: plainText,
    default_value: text,
    label: plainText,
    label_position: oneOf('top', 'left'),
    max_length: whole(1, 1000),
    rows: whole(1, 100),
    auto_resize: flag,
    max_rows: whole(1, 100),
    width: buttonWidth,
    show_icon: flag,
    disabled_tips: plainText,
  }),
  select_static: component(['options'], { ...select, options, ...initialOption }),
  multi_select_static: component(['options'], { ...select, options, selected_values: list(text) }),
  select_person: component([], { ...select, options: peopleOptions, initial_option: userId }),
  multi_select_person: component([], { ...select, options: peopleOptions, selected_values: list(userId) }),
  date_picker: picker('initial_date', /^\d{4}-\d{2}-\d{2}$/),
  picker_time: picker('initial_time', /^\d{2}:\d{2}$/),
  picker_datetime: picker('initial_datetime', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
  checker: component([], {
    name: text,
    text: anyText,
    checked: flag,
    overall_checkable: flag,
    checked_style: object({ properties: { show_strikethrough: flag, opacity: fraction } }),
    button_area: object({ properties: { pc_display_rule: oneOf('always', 'on_hover'), buttons: anything } }),
    disabled: flag,
    behaviors,
    padding,
  }),
  select_img: component(['options'], {
    ...asked,
    options: list(object({ required: ['img_key', 'value'], properties: { img_key: imageKey, value: text } })),
    multi_select: flag,
    layout: oneOf('stretch', 'bisect', 'trisect'),
    aspect_ratio: text,
    can_preview: flag,
  }),
  overflow: component(['options'], {
    ...asked,
    options: list(
      object({ required: ['text'], properties: { text: plainText, value: text, multi_url: multiUrl } }),
    ),
    width: buttonWidth,
  }),
}
