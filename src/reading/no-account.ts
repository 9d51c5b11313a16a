/** Not done, put off, or asked about: no description of what was done. */
const PUTS_OFF =
  /(?:没有?|未|还没)(?:做|办|完成|开展|进行|到|去|来|弄|写|轮到|时间|空)|明天|后天|下周|[待等]会|稍后|晚点|回头|[不没]想|不能|不会|不愿|不归|不是我|不知道|不清楚|不用我|忘|堵车|路上|请假|病假|[?？]|[吗呢嘛]$|什么意思|这是啥/u
/** Somebody singled out: 有个孩子…, 一位家长…, 门口有人…. */
const SINGLES_OUT =
  /(?:有|[一两二三1-3])[个名位]?(?:人|孩子|学生|同学|小朋友|男|女|娃|老师|家长|保安|陌生|叔叔|阿姨)/u

/** Whether words kept as the proof of a duty would hide that it is not done, or what befell somebody: ask first. */
export const isNoAccount = (words: string): boolean => PUTS_OFF.test(words) || SINGLES_OUT.test(words)
