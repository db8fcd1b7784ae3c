-- CreateIndex
CREATE INDEX "refinement_comment_id_idx" ON "refinement"("comment_id");

-- AddForeignKey
ALTER TABLE "refinement" ADD CONSTRAINT "refinement_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
