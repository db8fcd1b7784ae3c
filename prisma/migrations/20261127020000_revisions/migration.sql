-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "current_text" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "revision" (
    "id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "author_id" UUID NOT NULL,
    "source_id" UUID,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "replaced" TEXT NOT NULL,
    "replacement" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refinement" (
    "generation_id" UUID NOT NULL,
    "of_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "quote" TEXT NOT NULL,
    "instruction" TEXT NOT NULL,
    "comment_id" UUID,
    "refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "refinement_pkey" PRIMARY KEY ("generation_id")
);

-- CreateIndex
CREATE INDEX "revision_source_id_idx" ON "revision"("source_id");

-- CreateIndex
CREATE INDEX "revision_author_id_id_idx" ON "revision"("author_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "revision_generation_id_number_key" ON "revision"("generation_id", "number");

-- CreateIndex
CREATE INDEX "refinement_of_id_idx" ON "refinement"("of_id");

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "generation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refinement" ADD CONSTRAINT "refinement_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refinement" ADD CONSTRAINT "refinement_of_id_fkey" FOREIGN KEY ("of_id") REFERENCES "generation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A revision is a change that `activity` tells of. A trigger's condition cannot be altered.
DROP TRIGGER "generation_has_changed" ON "generation";
CREATE TRIGGER "generation_has_changed" BEFORE UPDATE ON "generation" FOR EACH ROW
WHEN ((OLD."status", OLD."phase", OLD."hold", OLD."model", OLD."attempt", OLD."priority", OLD."queued_at", OLD."revision")
  IS DISTINCT FROM (NEW."status", NEW."phase", NEW."hold", NEW."model", NEW."attempt", NEW."priority", NEW."queued_at", NEW."revision"))
EXECUTE FUNCTION "generation_mark_change"();
