-- CreateEnum
CREATE TYPE "PrincipalKind" AS ENUM ('PERSON', 'SERVICE');

-- CreateEnum
CREATE TYPE "GenerationStatus" AS ENUM ('QUEUED', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED');

-- CreateEnum
CREATE TYPE "GenerationPhase" AS ENUM ('CALLING', 'THINKING', 'WRITING');

-- CreateEnum
CREATE TYPE "GenerationHold" AS ENUM ('RETRY', 'PARENT');

-- CreateEnum
CREATE TYPE "FinishReason" AS ENUM ('STOP', 'LENGTH', 'REFUSAL');

-- CreateEnum
CREATE TYPE "AttemptOutcome" AS ENUM ('SUCCEEDED', 'FAILED', 'CANCELLED', 'LOST', 'RETURNED');

-- CreateTable
CREATE TABLE "space" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "space_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "principal" (
    "id" UUID NOT NULL,
    "kind" "PrincipalKind" NOT NULL,
    "name" TEXT NOT NULL,
    "space_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "principal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "browser_session" (
    "token_hash" TEXT NOT NULL,
    "principal_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "browser_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "sign_in_link" (
    "token_hash" TEXT NOT NULL,
    "principal_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "thread" (
    "id" UUID NOT NULL,
    "space_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generation" (
    "id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "space_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "person" TEXT NOT NULL,
    "on_behalf_of" TEXT,
    "parent_id" UUID,
    "requested_model" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "instructions" TEXT,
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" "GenerationStatus" NOT NULL DEFAULT 'QUEUED',
    "phase" "GenerationPhase",
    "hold" "GenerationHold",
    "not_before" TIMESTAMPTZ(3),
    "priority" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "first_token_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "worker_id" UUID,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "retries" INTEGER NOT NULL DEFAULT 0,
    "recoveries" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "head" INTEGER NOT NULL DEFAULT 0,
    "floor" INTEGER NOT NULL DEFAULT 0,
    "checkpoint_seq" INTEGER NOT NULL DEFAULT 0,
    "checkpoint_text" TEXT NOT NULL DEFAULT '',
    "checkpoint_thinking" TEXT NOT NULL DEFAULT '',
    "output" TEXT,
    "thinking" TEXT,
    "finish_reason" "FinishReason",
    "error_code" TEXT,
    "error_message" TEXT,
    "error_retryable" BOOLEAN,
    "usage" JSONB,
    "cost" DECIMAL(18,9),

    CONSTRAINT "generation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "generation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "worker_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_token_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" "AttemptOutcome",
    "error_code" TEXT,
    "error_message" TEXT,
    "usage" JSONB,
    "cost" DECIMAL(18,9),
    "partial_text" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("generation_id","number")
);

-- CreateTable
CREATE TABLE "generation_event" (
    "generation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "version" SMALLINT NOT NULL DEFAULT 1,
    "payload" JSON NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "generation_event_pkey" PRIMARY KEY ("generation_id","seq")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" UUID NOT NULL,
    "providers" TEXT[],
    "slots" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "dead_at" TIMESTAMPTZ(3),

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "principal_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "generation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("principal_id","key")
);

-- CreateIndex
CREATE INDEX "principal_space_id_idx" ON "principal"("space_id");

-- CreateIndex
CREATE UNIQUE INDEX "principal_kind_name_key" ON "principal"("kind", "name");

-- CreateIndex
CREATE INDEX "browser_session_principal_id_idx" ON "browser_session"("principal_id");

-- CreateIndex
CREATE INDEX "sign_in_link_principal_id_idx" ON "sign_in_link"("principal_id");

-- CreateIndex
CREATE INDEX "thread_owner_id_id_idx" ON "thread"("owner_id", "id");

-- CreateIndex
CREATE INDEX "thread_space_id_idx" ON "thread"("space_id");

-- CreateIndex
CREATE INDEX "generation_owner_id_id_idx" ON "generation"("owner_id", "id");

-- CreateIndex
CREATE INDEX "generation_owner_id_status_id_idx" ON "generation"("owner_id", "status", "id");

-- CreateIndex
CREATE INDEX "generation_labels_idx" ON "generation" USING GIN ("labels");

-- CreateIndex
CREATE INDEX "generation_thread_id_id_idx" ON "generation"("thread_id", "id");

-- CreateIndex
CREATE INDEX "generation_parent_id_idx" ON "generation"("parent_id");

-- CreateIndex
CREATE INDEX "generation_space_id_idx" ON "generation"("space_id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- AddForeignKey
ALTER TABLE "principal" ADD CONSTRAINT "principal_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "browser_session" ADD CONSTRAINT "browser_session_principal_id_fkey" FOREIGN KEY ("principal_id") REFERENCES "principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_principal_id_fkey" FOREIGN KEY ("principal_id") REFERENCES "principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "generation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Partial indexes: schema.prisma cannot say them and Prisma does not see them.

-- A claim walks the lanes, which are (person, model), by skip scan and reads the first rows of each in line.
CREATE INDEX "generation_line" ON "generation"("person", "model", "priority" DESC, "queued_at", "id") WHERE "status" = 'QUEUED' AND "hold" IS NULL;

-- Holds that are due.
CREATE INDEX "generation_held" ON "generation"("not_before") WHERE "status" = 'QUEUED' AND "hold" IS NOT NULL;

-- What each worker has in work: active counts, and what a dead worker leaves behind.
CREATE INDEX "generation_active" ON "generation"("worker_id") WHERE "status" IN ('RUNNING', 'CANCELLING');

-- The limits of the line, per person and in all, held ones included.
CREATE INDEX "generation_queued" ON "generation"("person") WHERE "status" = 'QUEUED';

-- Those that may still live: each renewal looks for lapsed ones.
CREATE INDEX "worker_alive" ON "worker"("lease_until") WHERE "dead_at" IS NULL;
