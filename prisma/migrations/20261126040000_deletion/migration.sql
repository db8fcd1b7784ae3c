-- AlterTable
ALTER TABLE "principal" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "space" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "retention_days" INTEGER;

-- AlterTable
ALTER TABLE "thread" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- What a chore has still to remove: these indexes are empty nearly always.
CREATE INDEX "thread_to_remove" ON "thread"("id") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX "space_to_remove" ON "space"("id") WHERE "deleted_at" IS NOT NULL;
