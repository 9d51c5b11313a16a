import type { Command } from '../src/bot/command.ts'
import anonymous from './anonymous.ts'
import assets from './assets.ts'
import check from './check.ts'
import checkin from './checkin.ts'
import coverage from './coverage.ts'
import done from './done.ts'
import duties from './duties.ts'
import elements from './elements.ts'
import excuse from './excuse.ts'
import exposure from './exposure.ts'
import handover from './handover.ts'
import hazard from './hazard.ts'
import hazards from './hazards.ts'
import help from './help.ts'
import incident from './incident.ts'
import leave from './leave.ts'
import ledger from './ledger.ts'
import listing from './listing.ts'
import meeting from './meeting.ts'
import missing from './missing.ts'
import month from './month.ts'
import patrol from './patrol.ts'
import poster from './poster.ts'
import posts from './posts.ts'
import roster from './roster.ts'
import rules from './rules.ts'
import sanction from './sanction.ts'
import share from './share.ts'
import tablet from './tablet.ts'
import template from './template.ts'
import today from './today.ts'
import transfer from './transfer.ts'
import undo from './undo.ts'
import warnings from './warnings.ts'
import week from './week.ts'

/** What people can say, in the order help shows it. Written by hand: a file is not a command until it stands here. */
export const commands: readonly Command[] = [
  today,
  checkin,
  hazard,
  hazards,
  incident,
  anonymous,
  leave,
  done,
  transfer,
  share,
  excuse,
  undo,
  meeting,
  patrol,
  duties,
  month,
  listing,
  sanction,
  exposure,
  assets,
  elements,
  roster,
  week,
  warnings,
  ledger,
  missing,
  coverage,
  check,
  posts,
  handover,
  tablet,
  poster,
  template,
  rules,
  help,
]
