import { defineCommand } from '../src/bot/command.ts'
import { beginsWithThing } from '../src/reading/no-name.ts'
import { ANONYMOUS_ELSEWHERE } from '../src/reporting/no-name.ts'

/**
 * Heard before it becomes a command (src/bot/anonymous.ts), because a command knows its speaker. What still arrives here,
 * from a page or a simulation, is answered without a word of it.
 */
export default defineCommand({
  name: 'anonymous',
  chinese: ['匿名', '匿名举报', '匿名上报'],
  summary: '匿名报隐患：给您不用登录的网页，不知道是谁报的',
  examples: ['/anonymous', '/匿名', '/匿名 食堂后门的消防通道堆了纸箱'],
  isNot: beginsWithThing,
  run: async () => ({ text: ANONYMOUS_ELSEWHERE }),
})
