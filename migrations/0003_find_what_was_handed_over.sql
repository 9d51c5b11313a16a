-- Asked for with every card of the day, and nearly always nothing.
CREATE INDEX checkins_handed_over ON checkins (day) WHERE json_extract(state, '$.substitute') IS NOT NULL;
