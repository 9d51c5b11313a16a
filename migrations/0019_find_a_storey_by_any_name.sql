-- A hazard on a storey is found by the storey, `教学楼B/2`, no longer by the words somebody had for it.
UPDATE hazards SET place = area WHERE area IS NOT NULL;
