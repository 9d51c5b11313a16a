/** The one question for a missing place (handbook §6.5), by what is missing most; asked politely, answerable in one line. */
const QUESTIONS: readonly { of: readonly string[]; ask: string }[] = [
  { of: ['missing'], ask: '请问是哪个班的孩子,最后在哪里见到?' },
  {
    of: ['self_harm', 'sexual', 'bullying', 'staff', 'psych', 'student_behavior'],
    ask: '请问在什么地方?只写地点或班级即可,不必写姓名。',
  },
  { of: ['illness', 'infectious', 'food_poisoning', 'injury'], ask: '请问孩子现在在哪里、是哪个班的?' },
]
const OTHERWISE = '请问具体在哪个位置?例如:教学楼二楼男厕、三(2)班教室。'

/** @param category an incident or hazard category id. */
export function placeQuestion(category: string | null): string {
  return QUESTIONS.find(({ of }) => category !== null && of.includes(category))?.ask ?? OTHERWISE
}
