import { answerReporter as decide } from '../hazards/talk.ts'
import { fieldText, type Reply } from './command.ts'
import { change, type Spoken } from './hazard-spoken.ts'

/** `/隐患 12 答复 已请电工来换`: whoever has the receipt's code reads it on the page. */
export async function answerReporter(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const { reply } = await change(
    spoken,
    decide(fieldText(said, 'text') || rest, context.speaker.id),
    rights.handles || rights.mends,
    '答复由负责人、整改人或安全办公室来写。',
    '已答复，报告人凭查询码能看到',
  )
  return reply
}
