/** Until the card validator lands. */
interface Problem {
  path: string
  code: number
  severity: 'error' | 'warning'
  text: string
}

export function validateCard(
  card: unknown,
  _context?: { imageKeys?: Set<string>; users?: Set<string> },
): Problem[] {
  const good = typeof card === 'object' && card !== null && 'schema' in card && card.schema === '2.0'
  return good ? [] : [{ path: 'ROOT', code: 200621, severity: 'error', text: 'schema must be 2.0' }]
}

export const renderPlatformError = (problem: Problem): string =>
  `Failed to create card content, ext=ErrCode: ${problem.code}; ErrPath: ${problem.path}; ErrMsg: ${problem.text}; ErrorValue: ;`
