import { defineCommand, fieldText } from '../src/bot/command.ts'
import { MEETING_VERBS, type MeetingVerb, meetingMeant } from '../src/bot/meeting-named.ts'
import { sayOfMeeting } from '../src/bot/meeting-sentences.ts'
import { firstWord } from '../src/bot/words.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'meeting',
  chinese: ['会议', '开会'],
  summary: '我的会议：到会、请假、改期、写纪要',
  examples: [
    '/meeting',
    '/会议',
    '/会议 到会',
    '/会议 请假 外出培训',
    '/会议 改期 每月安全专题会议 9月18日 15:30 校长外出开会',
  ],
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '会议请和我私聊，发送 /会议。' }
    const [first, rest] = firstWord(said.words)
    if (first === '') return { show: { card: 'meetings', person: context.speaker.id } }
    const own = verbOf(first)
    const [second, words] = own ? [own, rest] : firstWord(rest)
    const verb = verbOf(second) ?? (second === '' ? '返回' : undefined)
    if (!verb)
      throw new Refusal('no-such-words', '没看懂。可以说：/会议 到会、/会议 请假、/会议 改期、/会议 纪要。')
    const { meeting, rest: left } = await meetingMeant(context, {
      named: own ? '' : first,
      verb,
      rest: words,
      period: fieldText(said, 'period'),
      isWhole: words !== '' || fieldText(said, 'date') !== '' || fieldText(said, 'reason') !== '',
    })
    return sayOfMeeting(said, context, meeting, verb, left)
  },
})

const verbOf = (word: string): MeetingVerb | undefined => MEETING_VERBS.find((verb) => verb === word)
