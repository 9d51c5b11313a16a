import { type Card, facts, small, text } from './card.ts'

/** Where the ledger is taken out, and what is in it. */
export const ledgerCard = (scope: string): Card => ({
  kind: 'ledger',
  title: '隐患排查治理台账',
  tone: 'info',
  preview: '导出隐患排查治理台账',
  audience: 'personal',
  blocks: [
    text('请打开下面的网页，选好起止日期，点「导出台账」。'),
    facts(['范围', scope], ['内容', '台账.xlsx（台账、投入明细）和整改前后照片']),
    small('受限事项只在知情人导出的台账里。每次导出都会记录是谁、什么时候、导出了哪些。'),
  ],
})
