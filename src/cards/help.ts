import { type Block, bold, buttons, type Card, small, text } from './card.ts'

export interface HelpEntry {
  name: string
  chinese: string
  summary: string
  everyday?: true
}

/** What one can say: first what every day needs, the two a teacher needs most as buttons; all of it when asked for. */
export function helpCard(entries: HelpEntry[], name: string, all = false): Card {
  return {
    kind: 'help',
    title: '双责 · 能帮您做什么',
    tone: 'info',
    preview: '可以说的话',
    audience: 'shared',
    blocks: [
      text(`${name}您好。看到不安全的地方，直接`, bold('说一句话或发一张照片'), '给我就行。'),
      {
        kind: 'list',
        items: entries
          .filter(({ everyday }) => all || everyday)
          .map((entry) => [bold(`/${entry.chinese}`), ` ${entry.summary}`]),
      },
      buttons(
        { label: '今天要做什么', says: '/今日', style: 'primary' },
        { label: '报隐患', says: '/隐患' },
        { label: '报事件', says: '/上报' },
        { label: '匿名报隐患', says: '/匿名' },
        ...(all ? [] : [{ label: '全部说法', says: '/帮助 全部' }]),
      ),
      small('斜杠命令用中文或英文都可以，例如 /隐患 或 /hazard。'),
    ],
  }
}

/** Never silence: the three likeliest commands for words we did not understand. */
export function unknownCard(words: string, likely: HelpEntry[]): Card {
  const shown = words.length > 60 ? `${words.slice(0, 60)}…` : words
  const blocks: Block[] = [
    text(shown ? `没看懂「${shown}」。` : '没看懂这句话。', '您是不是想：'),
    buttons(...likely.map((entry) => ({ label: `${entry.chinese} /${entry.name}`, says: `/${entry.name}` }))),
    small('发送「/帮助 全部」看全部说法。'),
  ]
  return {
    kind: 'unknown',
    title: '请再说一遍',
    tone: 'info',
    preview: '没看懂，请选一个',
    audience: 'shared',
    blocks,
  }
}
