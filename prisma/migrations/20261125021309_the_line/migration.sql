-- CreateEnum
CREATE TYPE "CapScope" AS ENUM ('PERSON', 'SPACE', 'MODEL', 'PROVIDER');

-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "parent_may_fail" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "provider_state" (
    "provider" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "opened_until" TIMESTAMPTZ(3),
    "open_ms" INTEGER NOT NULL DEFAULT 0,
    "probe_id" UUID,
    "lowered_cap" INTEGER,
    "lowered_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_state_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "cap_setting" (
    "scope" "CapScope" NOT NULL,
    "name" TEXT NOT NULL,
    "cap" INTEGER NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cap_setting_pkey" PRIMARY KEY ("scope","name")
);

-- Partial indexes: see prisma/README.md.

-- A lane is what one person waits for of one model, in one space: with the space in it no full space hides those behind.
DROP INDEX "generation_line";
CREATE INDEX "generation_line" ON "generation"("person", "model", "space_id", "priority" DESC, "queued_at", "id") WHERE "status" = 'QUEUED' AND "hold" IS NULL;

-- When one of a person's own last ended: who has waited longest since then comes first.
CREATE INDEX "generation_served" ON "generation"("person", "ended_at" DESC) WHERE "started_at" IS NOT NULL AND "ended_at" IS NOT NULL;

-- How long a model takes: its last attempts that succeeded.
CREATE INDEX "attempt_measured" ON "attempt"("model", "ended_at" DESC) WHERE "outcome" = 'SUCCEEDED';
