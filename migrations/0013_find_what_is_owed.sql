-- What somebody still owes is read at every press; without this each card walks all that he ever finished.
CREATE INDEX duty_instances_owed ON duty_instances (responsible, due_at)
  WHERE status IN ('scheduled', 'open', 'overdue', 'late_flagged');
