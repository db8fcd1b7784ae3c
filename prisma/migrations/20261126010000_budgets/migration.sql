-- CreateEnum
CREATE TYPE "BudgetScope" AS ENUM ('PERSON', 'SPACE', 'PARTNERS', 'SERVICE');

-- CreateEnum
CREATE TYPE "BudgetPeriod" AS ENUM ('DAY', 'MONTH');

-- CreateEnum
CREATE TYPE "BudgetUnit" AS ENUM ('MONEY', 'TOKENS');

-- CreateEnum
CREATE TYPE "BudgetAction" AS ENUM ('REFUSE', 'APPROVAL');

-- AlterEnum
ALTER TYPE "GenerationHold" ADD VALUE 'APPROVAL';

-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "estimate" JSONB;

-- AlterTable
ALTER TABLE "space" ADD COLUMN     "partner_models" JSONB;

-- CreateTable
CREATE TABLE "budget" (
    "id" UUID NOT NULL,
    "scope" "BudgetScope" NOT NULL,
    "subject" UUID NOT NULL,
    "period" "BudgetPeriod" NOT NULL,
    "unit" "BudgetUnit" NOT NULL,
    "limit" DECIMAL(24,9) NOT NULL,
    "action" "BudgetAction" NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_counter" (
    "budget_id" UUID NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "used" DECIMAL(24,9) NOT NULL DEFAULT 0,

    CONSTRAINT "budget_counter_pkey" PRIMARY KEY ("budget_id","period_start")
);

-- CreateTable
CREATE TABLE "budget_charge" (
    "generation_id" UUID NOT NULL,
    "budget_id" UUID NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "amount" DECIMAL(24,9) NOT NULL,
    "is_settled" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "budget_charge_pkey" PRIMARY KEY ("generation_id","budget_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "budget_subject_scope_period_unit_key" ON "budget"("subject", "scope", "period", "unit");

-- CreateIndex
CREATE INDEX "budget_charge_budget_id_period_start_idx" ON "budget_charge"("budget_id", "period_start");

-- AddForeignKey
ALTER TABLE "budget_counter" ADD CONSTRAINT "budget_counter_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_charge" ADD CONSTRAINT "budget_charge_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- However a generation ends, what it has used takes the place of what it might: no ending has to think of it. All attempts count. Of one whose
-- worker was lost nobody knows the usage: what it had written is counted by its length. Only the generation's own rows are touched, so an
-- ending waits for nobody, and nobody for it.
CREATE FUNCTION "generation_settle_budget"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "budget_charge" c SET "is_settled" = true, "amount" = coalesce((
    SELECT sum(CASE
      WHEN a."usage" IS NOT NULL OR coalesce(a."partial_text", '') = '' THEN
        CASE b."unit" WHEN 'MONEY' THEN a."cost" ELSE (a."usage"->>'inputTokens')::numeric + (a."usage"->>'outputTokens')::numeric END
      WHEN b."unit" = 'MONEY' THEN
        (NEW."estimate"->>'inputCost')::numeric + (NEW."estimate"->>'outputTokenCost')::numeric * ceil(length(a."partial_text") / 4.0)
      ELSE (NEW."estimate"->>'inputTokens')::numeric + ceil(length(a."partial_text") / 4.0)
    END) FROM "attempt" a WHERE a."generation_id" = NEW."id"), 0)
  FROM "budget" b WHERE b."id" = c."budget_id" AND c."generation_id" = NEW."id" AND NOT c."is_settled";
  RETURN NULL;
END
$$;

-- After the whole statement, so that it sees what the same statement has written about the attempt.
CREATE TRIGGER "generation_has_ended" AFTER UPDATE OF "status" ON "generation" FOR EACH ROW
WHEN (NEW."estimate" IS NOT NULL AND NEW."status" IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED')
  AND OLD."status" NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED'))
EXECUTE FUNCTION "generation_settle_budget"();
