-- CreateIndex
CREATE INDEX "audit_entry_actor_id_id_idx" ON "audit_entry"("actor_id", "id");

-- Whose threads a chore has still to look for.
CREATE INDEX "principal_deleted" ON "principal"("id") WHERE "deleted_at" IS NOT NULL;

-- The space of a person who is deleted stays with their row: it is not among what is to be removed.
UPDATE "space" SET "deleted_at" = NULL WHERE "id" IN (SELECT "space_id" FROM "principal");
