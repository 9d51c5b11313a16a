import { HEADINGS, type LedgerCell, SPENDING_HEADINGS } from './sheet.ts'

const heading = (value: string) => ({
  value,
  type: String,
  fontWeight: 'bold' as const,
  backgroundColor: '#E8EFFE',
  wrap: true,
  alignVertical: 'center' as const,
})

/** Words stay words: without a type of its own a cell might be guessed at. */
const cell = (value: LedgerCell) =>
  value === null
    ? null
    : typeof value === 'number'
      ? { value, type: Number }
      : { value, type: String, wrap: true, alignVertical: 'top' as const }

/** The ledger as a workbook of two sheets. The writer is loaded when somebody asks: the bot's start does not pay for it. */
export async function writeWorkbook(
  rows: readonly LedgerCell[][],
  spending: readonly LedgerCell[][],
): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/universal')
  const sheet = (name: string, headings: typeof HEADINGS, lines: readonly LedgerCell[][]) => ({
    sheet: name,
    data: [headings.map(([words]) => heading(words)), ...lines.map((line) => line.map(cell))],
    columns: headings.map(([, width]) => ({ width })),
    stickyRowsCount: 1,
  })
  const blob = await writeXlsxFile([
    sheet('隐患排查治理台账', HEADINGS, rows),
    sheet('投入明细', SPENDING_HEADINGS, spending),
  ]).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}
