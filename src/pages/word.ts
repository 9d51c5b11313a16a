import type { Letter } from '../listings/request-letter.ts'

export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Word takes the Chinese face from `eastAsia`; without it a school's computer falls back to another (platform notes). */
const FONT = { ascii: '微软雅黑', eastAsia: '微软雅黑', hAnsi: '微软雅黑' }
/** Half points: 小二 for the title, 四号 for the text, as official letters are written. */
const TITLE_SIZE = 36
const TEXT_SIZE = 28
/** Twips: two characters of the text, one and a half lines. */
const INDENT = 560
const LINE = 420

/** What no XML may hold (XML 1.0 §2.2): Word would call the file damaged. */
const NO_XML = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** A letter as a Word file. The library is read when the first letter is asked for: most days nobody asks. */
export async function drawWord(letter: Letter): Promise<Uint8Array> {
  const { AlignmentType, Document, Packer, Paragraph, TextRun } = await import('docx')
  const run = (text: string, bold = false, size = TEXT_SIZE) =>
    new TextRun({ text: text.replace(NO_XML, ''), bold, size, font: FONT })
  const spacing = { line: LINE }
  const indent = { firstLine: INDENT }
  const plain = (text: string) => new Paragraph({ spacing, indent, children: [run(text)] })
  const document = new Document({
    creator: '双责',
    title: letter.title,
    styles: { default: { document: { run: { font: FONT, size: TEXT_SIZE } } } },
    sections: [
      {
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: LINE },
            children: [run(letter.title, true, TITLE_SIZE)],
          }),
          new Paragraph({ spacing, children: [run(letter.to)] }),
          ...letter.sections.flatMap(({ heading, lines }) => [
            new Paragraph({ spacing, indent, keepNext: true, children: [run(heading, true)] }),
            ...lines.map(plain),
          ]),
          plain(letter.closing),
          ...letter.signature.map(
            (text, order) =>
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                spacing: { ...spacing, ...(order === 0 && { before: LINE }) },
                children: [run(text)],
              }),
          ),
        ],
      },
    ],
  })
  return new Uint8Array(await (await Packer.toBlob(document)).arrayBuffer())
}
