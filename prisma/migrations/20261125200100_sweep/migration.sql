-- What the sweep has still to look at: a generation leaves this index with its own sweep.
CREATE INDEX "generation_to_sweep" ON "generation"("ended_at")
WHERE "floor" < "head" AND "status" IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED');
