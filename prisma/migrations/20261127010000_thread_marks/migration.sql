-- AlterTable
ALTER TABLE "thread" ADD COLUMN     "forked_from_id" UUID;

-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "is_copy" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_unread" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "stopped_by_id" UUID;

-- CreateTable
CREATE TABLE "thread_mark" (
    "principal_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "pinned_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "active_leaf_id" UUID,

    CONSTRAINT "thread_mark_pkey" PRIMARY KEY ("principal_id","thread_id")
);

-- CreateIndex
CREATE INDEX "thread_mark_thread_id_idx" ON "thread_mark"("thread_id");

-- CreateIndex
CREATE INDEX "thread_mark_active_leaf_id_idx" ON "thread_mark"("active_leaf_id");

-- CreateIndex
CREATE INDEX "thread_forked_from_id_idx" ON "thread"("forked_from_id");

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_forked_from_id_fkey" FOREIGN KEY ("forked_from_id") REFERENCES "generation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_mark" ADD CONSTRAINT "thread_mark_principal_id_fkey" FOREIGN KEY ("principal_id") REFERENCES "principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_mark" ADD CONSTRAINT "thread_mark_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_mark" ADD CONSTRAINT "thread_mark_active_leaf_id_fkey" FOREIGN KEY ("active_leaf_id") REFERENCES "generation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What somebody has still to look at; of thousands these are few.
CREATE INDEX "generation_unread" ON "generation"("owner_id", "id") WHERE "is_unread";

-- However a generation ends, its owner has not seen it, unless it was they who stopped it: no ending has to think of it. Before what marks
-- the change, by its name.
CREATE FUNCTION "generation_mark_unread"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."is_unread" := NEW."stopped_by_id" IS DISTINCT FROM NEW."owner_id";
  RETURN NEW;
END
$$;

CREATE TRIGGER "generation_ends_unread" BEFORE UPDATE OF "status" ON "generation" FOR EACH ROW
WHEN (NEW."status" IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED')
  AND OLD."status" NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED'))
EXECUTE FUNCTION "generation_mark_unread"();

-- That something was looked at in another tab is a change that people see.
DROP TRIGGER "generation_has_changed" ON "generation";
CREATE TRIGGER "generation_has_changed" BEFORE UPDATE ON "generation" FOR EACH ROW
WHEN ((OLD."status", OLD."phase", OLD."hold", OLD."model", OLD."attempt", OLD."priority", OLD."queued_at", OLD."is_unread")
  IS DISTINCT FROM (NEW."status", NEW."phase", NEW."hold", NEW."model", NEW."attempt", NEW."priority", NEW."queued_at", NEW."is_unread"))
EXECUTE FUNCTION "generation_mark_change"();

-- A copy is no new work: whoever follows what is theirs is not told of it.
DROP TRIGGER "generation_is_new" ON "generation";
CREATE TRIGGER "generation_is_new" BEFORE INSERT ON "generation" FOR EACH ROW
WHEN (NOT NEW."is_copy") EXECUTE FUNCTION "generation_mark_change"();
