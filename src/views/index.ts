import type { Card } from '../cards/card.ts'
import type { Show } from '../log/work.ts'
import { assetsView } from './assets.ts'
import { blindSpotsView, codesView } from './blind-spots.ts'
import { checklistView } from './checklist.ts'
import { coverageView } from './coverage.ts'
import { dutyView } from './duty.ts'
import { elementsView } from './elements.ts'
import { gapsView } from './gaps.ts'
import { handoverView } from './handover.ts'
import { hazardView } from './hazard.ts'
import { hazardResultView } from './hazard-result.ts'
import { hazardsView } from './hazards.ts'
import { incidentView } from './incident.ts'
import { ledgerView } from './ledger.ts'
import { listingsView, listingView } from './listing.ts'
import { meetingMovedView, meetingsView } from './meetings.ts'
import { missingView } from './missing.ts'
import { monthView } from './month.ts'
import { movedView } from './moved.ts'
import { fixedView, hazardFormView, incidentFormView, leaveFormView, leaveView, weekView } from './others.ts'
import { pointView, roundsView } from './patrols.ts'
import { postedView } from './posted.ts'
import { postersView } from './posters.ts'
import { releasedView } from './released.ts'
import { doubleView, exposureView, sweepView } from './reports-together.ts'
import { rosterView } from './roster.ts'
import { checkupView } from './roster-checkup.ts'
import { sanctionsView, sanctionView } from './sanctions.ts'
import { hazardLineView, tabletsView } from './tablets.ts'
import { todayView } from './today.ts'
import { toldView } from './told.ts'
import { replaceFormView, replacementView, swapView } from './turns.ts'
import type { Reader, View } from './view.ts'
import { warningsView } from './warnings.ts'

export type { Reader } from './view.ts'

/** Every card the product can owe, by the name a `Show` carries. */
const views: Record<string, View> = {
  fixed: fixedView,
  today: todayView,
  told: toldView,
  missing: missingView,
  gaps: gapsView,
  hazard: hazardView,
  'hazard-result': hazardResultView,
  double: doubleView,
  sweep: sweepView,
  exposure: exposureView,
  assets: assetsView,
  elements: elementsView,
  hazards: hazardsView,
  incident: incidentView,
  duty: dutyView,
  point: pointView,
  patrols: roundsView,
  posted: postedView,
  posters: postersView,
  released: releasedView,
  'blind-spots': blindSpotsView,
  'point-codes': codesView,
  week: weekView,
  warnings: warningsView,
  month: monthView,
  ledger: ledgerView,
  sanctions: sanctionsView,
  sanction: sanctionView,
  listings: listingsView,
  listing: listingView,
  meetings: meetingsView,
  'meeting-moved': meetingMovedView,
  moved: movedView,
  coverage: coverageView,
  checklist: checklistView,
  handover: handoverView,
  tablets: tabletsView,
  leave: leaveView,
  roster: rosterView,
  'roster-checkup': checkupView,
  'replace-form': replaceFormView,
  replacement: replacementView,
  swap: swapView,
  'leave-form': leaveFormView,
  'hazard-form': hazardFormView,
  'hazard-line': hazardLineView,
  'incident-form': incidentFormView,
}

function viewOf(show: Show): View {
  const view = views[show.card]
  if (!view) throw new Error(`no view is called ${show.card}`)
  return view
}

/** Draws what is owed from the records as they are now; undefined when there is nothing (any more) to show. */
export const drawShow = (reader: Reader, show: Show, sending: boolean): Promise<Card | undefined> =>
  viewOf(show).draw(reader, show, sending)

export const aboutOf = (show: Show): string | undefined => viewOf(show).about?.(show)
