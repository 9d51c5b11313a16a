import pino from 'pino'

/** JSON lines on stderr. What could name a person or carry a secret is cut by key before it is written. */
export function createLog(level = 'info'): (event: string, data: object) => void {
  const logger = pino(
    {
      level,
      base: null,
      redact: {
        paths: ['token', 'secret', 'mobile', 'text', '*.token', '*.secret', '*.mobile', '*.text'],
        censor: '…',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
  return (event, data) => logger.info({ event, ...data })
}
