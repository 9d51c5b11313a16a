import { buttons, type Card, small, text } from './card.ts'

/** Whether parents may report, and where the posters are; the codes themselves stand on the page, never in a chat. */
export const postersCard = (open: boolean, prints: boolean): Card => ({
  kind: 'posters',
  title: '隐患码',
  tone: open ? 'ok' : 'info',
  tags: [open ? '家长页面开着' : '家长页面关着'],
  preview: open ? '家长页面开着' : '家长页面关着',
  audience: 'personal',
  blocks: [
    text(
      '家长扫校门口的码就能报隐患，不用登录。匿名的码给教职工用，一直开着。巡查点上的码牌，没有账号的同事也能扫了就报。',
    ),
    buttons(
      open
        ? {
            label: '关闭家长页面',
            says: '/隐患码 关',
            style: 'danger',
            confirm: { title: '关闭家长页面', text: '扫码的人会看到请打电话给学校。' },
          }
        : { label: '打开家长页面', says: '/隐患码 开', style: 'primary' },
      ...(prints
        ? [
            {
              label: '换家长的码',
              says: '/隐患码 换码',
              confirm: { title: '换家长的码', text: '校门口的旧海报马上不能用，要重新打印。' },
            },
            {
              label: '换匿名的码',
              says: '/隐患码 匿名换码',
              confirm: { title: '换匿名的码', text: '贴出去的旧海报马上不能用，要重新打印。' },
            },
          ]
        : []),
    ),
    small(prints ? '请在电脑上打开本卡的网页，打印海报。' : '海报由安全办公室或分管副校长打印。'),
  ],
})
