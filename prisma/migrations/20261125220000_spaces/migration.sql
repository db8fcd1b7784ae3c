-- CreateEnum
CREATE TYPE "SpaceRole" AS ENUM ('OWNER', 'STAFF', 'PARTNER');

-- CreateEnum
CREATE TYPE "ThreadVisibility" AS ENUM ('PRIVATE', 'SPACE');

-- AlterTable
ALTER TABLE "thread" ADD COLUMN     "visibility" "ThreadVisibility" NOT NULL DEFAULT 'PRIVATE';

-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "is_internal" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "membership" (
    "space_id" UUID NOT NULL,
    "principal_id" UUID NOT NULL,
    "role" "SpaceRole" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("space_id","principal_id")
);

-- CreateIndex
CREATE INDEX "membership_principal_id_idx" ON "membership"("principal_id");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_principal_id_fkey" FOREIGN KEY ("principal_id") REFERENCES "principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everybody owns the space that is their own.
INSERT INTO "membership" ("space_id", "principal_id", "role") SELECT "space_id", "id", 'OWNER' FROM "principal";

-- AlterTable
ALTER TABLE "principal" ADD COLUMN     "is_admin" BOOLEAN NOT NULL DEFAULT false;

-- Until now there was the owner alone, beside services whose tokens say what they may.
UPDATE "principal" SET "is_admin" = true WHERE "kind" = 'PERSON';

-- What a space shares, newest first.
CREATE INDEX "thread_shared" ON "thread"("space_id", "id") WHERE "visibility" = 'SPACE';
