-- CreateEnum
CREATE TYPE "FeedbackRating" AS ENUM ('UP', 'DOWN');

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "span_start" INTEGER,
    "span_end" INTEGER,
    "quote" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback" (
    "id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "rating" "FeedbackRating",
    "note" TEXT,
    "chosen_over" UUID[] DEFAULT ARRAY[]::UUID[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "comment_generation_id_id_idx" ON "comment"("generation_id", "id");

-- CreateIndex
CREATE INDEX "comment_author_id_id_idx" ON "comment"("author_id", "id");

-- CreateIndex
CREATE INDEX "comment_resolved_by_id_idx" ON "comment"("resolved_by_id");

-- CreateIndex
CREATE INDEX "feedback_author_id_id_idx" ON "feedback"("author_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_generation_id_author_id_key" ON "feedback"("generation_id", "author_id");

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_resolved_by_id_fkey" FOREIGN KEY ("resolved_by_id") REFERENCES "principal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
