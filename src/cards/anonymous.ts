import { sayCode } from '../receipts/code.ts'
import { bold, buttons, type Card, small, text } from './card.ts'

const PLATFORM_KEEPS = small(
  '您在聊天里发的消息，聊天软件自己会留存。最稳妥的办法：用网页，并删掉聊天里的话。',
)

/** Where one reports without a name. `first` says what became of what came with the question. */
export const anonymousCard = (url: string | undefined, first?: string): Card => ({
  kind: 'anonymous',
  title: '匿名报隐患',
  tone: 'info',
  preview: '不用登录的网页',
  audience: 'personal',
  blocks: [
    ...(first ? [text(first)] : []),
    text('网页不用登录，所有人打开的都一样，不知道是谁在填。填完给您一个查询码，凭码看进展、看答复。'),
    ...(url
      ? [buttons({ label: '打开匿名网页', says: '/匿名', url, style: 'primary' as const })]
      : [text('网页地址还没有设置好，请扫墙上的匿名隐患码，或直接写信给校长。')]),
    text('学校不追查是谁报的，任何人不得打击报复。'),
    PLATFORM_KEEPS,
  ],
})

/** The one time the code is said. */
export const anonymousReceiptCard = (code: string, url: string | undefined): Card => ({
  kind: 'anonymous',
  title: '收到了，没有记您的名字',
  tone: 'ok',
  preview: '已匿名收到',
  audience: 'personal',
  blocks: [
    text('查询码 ', bold(sayCode(code))),
    text(bold('接着要补充，请在网页里补；在聊天里说的下一句、发的照片会有您的名字。')),
    text('请抄下来，再删掉这条消息。凭它在网页里看进展、看答复，也能补充地点和照片；学校查不出来。'),
    ...(url ? [buttons({ label: '打开匿名网页', says: '/匿名', url })] : []),
    text('学校不追查是谁报的，任何人不得打击报复。'),
    PLATFORM_KEEPS,
  ],
})
