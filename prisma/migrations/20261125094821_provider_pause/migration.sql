-- AlterTable
ALTER TABLE "provider_state" ADD COLUMN     "paused_until" TIMESTAMPTZ(3),
ADD COLUMN     "rate_limits" INTEGER NOT NULL DEFAULT 0;
