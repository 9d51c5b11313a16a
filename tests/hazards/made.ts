import type { Reported } from '../../src/hazards/hazard.ts'

/** A report as it is decided on; a test says what is different about its own. */
export const REPORTED: Reported = {
  number: 1,
  text: '插座烧黑',
  place: null,
  category: 'electric',
  severity: 'general',
  urgent: false,
  needsReview: false,
  restricted: false,
  reporter: 'T31',
  department: 'general_affairs',
  acceptDueMs: 0,
  rectifyDueMs: 0,
  photos: [],
}
