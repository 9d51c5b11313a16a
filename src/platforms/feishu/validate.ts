import {
  CODE,
  checkProperties,
  Inspection,
  isObject,
  type Place,
  type Problem,
  type ValidationContext,
} from './validate-checks.ts'
import { checkLimits } from './validate-limits.ts'
import { ROOT } from './validate-root.ts'
import { checkElementId, walk } from './validate-walk.ts'

export type { Problem, ValidationContext } from './validate-checks.ts'

const BODY: Place = { parent: 'body', inForm: false, depth: 0 }

/**
 * What the platform would say about a card (`feishu.md` §18.6), before it is sent; `card` is the JSON text or its
 * value. An empty list, or one with warnings only, means accepted.
 */
export function validateCard(card: unknown, context: ValidationContext = {}): Problem[] {
  const inspection = new Inspection(context)
  const root = typeof card === 'string' ? parse(card) : card
  if (!isObject(root)) {
    inspection.error('ROOT', CODE.property, 'card is not a JSON object', root)
    return inspection.problems
  }
  // Without the schema the platform reads an old card, whose rules are others: nothing below would make sense.
  if (root.schema !== '2.0') {
    inspection.error('ROOT -> schema', CODE.schema, 'only schema 2.0 is supported', root.schema)
    return inspection.problems
  }
  checkProperties(ROOT, root, 'ROOT', inspection, BODY)
  checkConfig(root.config, inspection)
  checkHeaderIds(root.header, inspection)
  if (isObject(root.body)) walk(root.body.elements, 'ROOT -> body -> elements', inspection, BODY)
  checkLimits(root, inspection)
  return inspection.problems
}

function checkConfig(config: unknown, inspection: Inspection): void {
  const given = isObject(config) ? config : {}
  if (given.update_multi === false) {
    inspection.error('ROOT -> config', CODE.updateMulti, 'update_multi must be true')
  }
  if (!isObject(given.summary))
    inspection.warn('ROOT -> config', CODE.property, 'no summary for notifications')
}

function checkHeaderIds(header: unknown, inspection: Inspection): void {
  const tags = isObject(header) && Array.isArray(header.text_tag_list) ? header.text_tag_list : []
  for (const [index, tag] of tags.entries()) {
    if (isObject(tag)) checkElementId(tag, `ROOT -> header -> text_tag_list -> [${index}]`, inspection)
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** The first error as send, reply and PATCH report it (§14.7); a card too large has an outer code of its own. */
export function renderPlatformError(problem: Problem): { code: number; msg: string } {
  if (problem.code === CODE.size)
    return { code: CODE.size, msg: `The message content is too long. ${problem.text}` }
  const ext = [
    `ErrCode: ${problem.code}`,
    `ErrPath: ${problem.path}`,
    `ErrMsg: ${problem.text}`,
    `ErrorValue: ${problem.value ?? ''}`,
  ].join('; ')
  return { code: 230099, msg: `Failed to create card content, ext=${ext};` }
}
