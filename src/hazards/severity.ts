import type { Severity } from './hazard.ts'

/** From the mildest to the gravest. */
export const SEVERITIES: readonly Severity[] = ['general', 'larger', 'major']

export const severityName: Record<Severity, string> = { general: '一般', larger: '较大', major: '重大' }

export const isMilder = (one: Severity, other: Severity): boolean =>
  SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other)

/** More danger than the other tells of: a higher class, or that it cannot wait. */
export const isGraver = (
  one: { severity: Severity; urgent: boolean },
  other: { severity: Severity; urgent: boolean },
): boolean => isMilder(other.severity, one.severity) || (one.urgent && !other.urgent)

/** `较大` or `larger`; undefined for anything else. */
export const severityOf = (words: string | undefined): Severity | undefined =>
  SEVERITIES.find((severity) => words?.trim() === severity || words?.trim() === severityName[severity])
