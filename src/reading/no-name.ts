/** Things and other people's doings that only have the word in them: 「匿名信箱的锁坏了」, 「收到匿名电话」. */
const THING =
  '(?:举报|隐患|意见|投诉|反映|上报)?(?:信|箱|码|电话|来电|纸条|字条|包裹|快递|邮件|短信|帖|贴|账号|留言|问卷|网页|威胁|恐吓|骚扰)'
const NOT_OTHERS = '(?<!有人|有(?:一?[名个位])?(?:家长|学生|同学)|收到|接到)'
const NAMELESS = `匿\\s*名(?!${THING})`
const OPENING = '[\\s（(【\\[「『“"‘\'《<]*'
const CLOSING = '[\\s）)】\\]」』”"’\'》>:：,，。.;；、!！]*'

/** 「匿名：食堂…」, 「（匿名）食堂…」, 「我要匿名举报食堂…」: the wish stands before everything else. */
const FIRST = new RegExp(
  `^${OPENING}(?:(?:我|请|帮我|我们)?(?:想|要|想要|请)?)${NAMELESS}(?!\\s*的)(?:地|来)?` +
    '(?:\\s*(?:举报|上报|报告(?!厅)|反映|反应|投诉|报隐患|隐患)|提(?!示)|说(?!明)|报(?!告厅|警|栏))?(?:一下|一条|一个)?' +
    CLOSING,
  'u',
)

/** 「食堂…，匿名」, 「食堂…（匿名）」: behind everything else, set off by a mark or a blank. */
const LAST = new RegExp(
  `[\\s,，。.;；、!！（(【\\[「“"]+(?:我|请|本人|要|想|希望)*${NAMELESS}` +
    '(?:举报|上报|报告|反映|处理|提交|报|提)?(?:谢谢|了|吧|哦)?[\\s）)】\\]」”"。.!！~]*$',
  'u',
)

/** Anywhere, or in other words. */
const SOMEWHERE = new RegExp(
  [
    `${NOT_OTHERS}${NAMELESS}`,
    '不(?:想|要|愿意?|能|敢|便)?(?:留|署|透露|暴露|公开)(?:下|出)?(?:我的|我|本人的?)?(?:真实|真)?(?:姓名|名字|名)(?![单牌额次师])',
    '(?:不要|别|不能|请勿|不想)(?:说|讲|写|提)(?:出)?(?:这?是我|我的?名)',
    '(?:别|不要|不想)(?:让|被)(?:别人|人|领导|学校|大家|他们|任何人)知道是我',
    '不记名|不具名',
  ].join('|'),
  'u',
)

const BEGINS_WITH_THING = new RegExp(`^匿\\s*名${THING}`, 'u')

/** 「匿名信箱的锁坏了」: begins with the word, and speaks of a thing. */
export const beginsWithThing = (text: string): boolean => BEGINS_WITH_THING.test(text)

/** Whether somebody asks for no name in these words, wherever it stands. */
export const wantsNoName = (text: string): boolean =>
  FIRST.test(text) || LAST.test(text) || SOMEWHERE.test(text)

/** The words without a wish for no name that stands clearly before or behind all others; undefined without one. */
export function withoutWish(text: string): string | undefined {
  const wish = [FIRST, LAST].find((each) => each.test(text))
  return wish && text.replace(wish, '').trim()
}
