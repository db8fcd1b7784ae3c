-- What of each one's in a space waits for approval is looked at in order, every few seconds. By the index of all that is held, each step looked at
-- all that others hold too.
CREATE INDEX "generation_held_for_approval" ON "generation"("owner_id", "space_id", "id") WHERE "status" = 'QUEUED' AND "hold" = 'APPROVAL';
