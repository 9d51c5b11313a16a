import type { CardImage, CardPerson } from '../../cards/card.ts'
import type { Pen } from './card-pen.ts'
import { escapeMarkdown, hasAccount, markdown, plainText } from './card-text.ts'

/** Pictures one combination takes, and the layout for each number of them (`feishu.md` §14.4). */
const PER_COMBINATION = 9
const layoutOf = (count: number): string => {
  if (count <= 2) return 'double'
  if (count <= 3) return 'triple'
  return count <= 6 ? 'bisect' : 'trisect'
}

/** Uploaded photos as pictures; one not uploaded yet is a line, since an unknown key rejects the card (200570). */
export function drawImages(images: CardImage[], pen: Pen): object[] {
  const uploaded: { key: string; alt: string }[] = []
  const waiting: CardImage[] = []
  for (const image of images) {
    const key = pen.draw.imageKey(image.photo)
    if (key) uploaded.push({ key, alt: image.alt })
    else waiting.push(image)
  }
  const lines = waiting.map(({ alt }) => escapeMarkdown(`[照片] ${alt}`.trim()).replace(/\n/g, ' '))
  return [...drawPictures(uploaded), ...(lines.length > 0 ? [markdown(lines.join('\n'))] : [])]
}

function drawPictures(pictures: { key: string; alt: string }[]): object[] {
  const drawn: object[] = []
  for (let start = 0; start < pictures.length; start += PER_COMBINATION) {
    const group = pictures.slice(start, start + PER_COMBINATION)
    const [single] = group
    drawn.push(
      group.length === 1 && single
        ? {
            tag: 'img',
            img_key: single.key,
            alt: plainText(single.alt),
            scale_type: 'fit_horizontal',
            preview: true,
          }
        : {
            tag: 'img_combination',
            combination_mode: layoutOf(group.length),
            img_list: group.map(({ key }) => ({ img_key: key })),
          },
    )
  }
  return drawn
}

/** People with an account by avatar and name; the others by name. One unknown id must not reject the card. */
export function drawPeople(people: CardPerson[]): object[] {
  const accounts = [...new Set(people.filter(hasAccount).map(({ account }) => account))]
  const names = people.filter((person) => !hasAccount(person)).map(({ name }) => escapeMarkdown(name))
  return [
    ...(accounts.length > 0
      ? [
          {
            tag: 'person_list',
            persons: accounts.map((id) => ({ id })),
            show_name: true,
            show_avatar: true,
            drop_invalid_user_id: true,
          },
        ]
      : []),
    ...(names.length > 0 ? [markdown(names.join('、'))] : []),
  ]
}
