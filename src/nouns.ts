import { asset } from './assets/asset.ts'
import { checkin } from './checkins/checkin.ts'
import { schoolDay } from './checkins/day.ts'
import { double } from './doubles/double.ts'
import { exposure } from './exposures/exposure.ts'
import { gapDay } from './gaps/gap-day.ts'
import { handover } from './handovers/handover.ts'
import { hazard } from './hazards/evolve.ts'
import { incident } from './incidents/evolve.ts'
import { dutyInstance } from './instances/evolve.ts'
import { plan } from './instances/plan.ts'
import { ladder } from './ladders/ladder.ts'
import { leave } from './leaves/leave.ts'
import { ledgerExport } from './ledger/ledger-export.ts'
import { listing } from './listings/evolve.ts'
import type { AnyNoun } from './log/rebuild.ts'
import { outage } from './outages/outage.ts'
import { patrol } from './patrols/patrol.ts'
import { person } from './people/person.ts'
import { school } from './people/school.ts'
import { stranger } from './people/stranger.ts'
import { filling } from './photos/filling.ts'
import { photo } from './photos/photo.ts'
import { storedFile } from './photos/stored-file.ts'
import { publicPage } from './public-pages/public-page.ts'
import { receipt } from './receipts/receipt.ts'
import { roster } from './rosters/replacement.ts'
import { swap } from './rosters/swap.ts'
import { sanction } from './sanctions/sanction.ts'
import { sweep } from './sweeps/sweep.ts'
import { tablet } from './tablets/tablet.ts'

/** Every noun of the product: what a rebuild from the log must know. A law compares this list with the tables. */
export const nouns = [
  school,
  person,
  schoolDay,
  checkin,
  hazard,
  incident,
  leave,
  photo,
  stranger,
  outage,
  dutyInstance,
  plan,
  ladder,
  sanction,
  listing,
  roster,
  swap,
  patrol,
  handover,
  gapDay,
  storedFile,
  filling,
  tablet,
  double,
  sweep,
  exposure,
  ledgerExport,
  publicPage,
  receipt,
  asset,
] as unknown as AnyNoun[]
