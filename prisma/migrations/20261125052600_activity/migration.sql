-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "changed_in" BIGINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "generation_owner_id_changed_in_id_idx" ON "generation"("owner_id", "changed_in", "id");

-- The number of a transaction, unlike a time, is below the horizon of every snapshot that saw it commit: see docs/decisions/0007.
CREATE FUNCTION "generation_mark_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."changed_in" := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END
$$;

CREATE TRIGGER "generation_is_new" BEFORE INSERT ON "generation" FOR EACH ROW EXECUTE FUNCTION "generation_mark_change"();

-- The comparison is made before the function is called, so that a flush of text pays next to nothing.
CREATE TRIGGER "generation_has_changed" BEFORE UPDATE ON "generation" FOR EACH ROW
WHEN ((OLD."status", OLD."phase", OLD."hold", OLD."model", OLD."attempt", OLD."priority", OLD."queued_at")
  IS DISTINCT FROM (NEW."status", NEW."phase", NEW."hold", NEW."model", NEW."attempt", NEW."priority", NEW."queued_at"))
EXECUTE FUNCTION "generation_mark_change"();
