-- CreateTable
CREATE TABLE "share" (
    "id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "shows_prompts" BOOLEAN NOT NULL,
    "shows_cost" BOOLEAN NOT NULL,
    "requires_sign_in" BOOLEAN NOT NULL,
    "principal_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "share_use" (
    "share_id" UUID NOT NULL,
    "visitor" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_use_pkey" PRIMARY KEY ("share_id","visitor")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_secret_hash_key" ON "share"("secret_hash");

-- CreateIndex
CREATE INDEX "share_thread_id_id_idx" ON "share"("thread_id", "id");

-- CreateIndex
CREATE INDEX "share_created_by_id_idx" ON "share"("created_by_id");

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_use" ADD CONSTRAINT "share_use_share_id_fkey" FOREIGN KEY ("share_id") REFERENCES "share"("id") ON DELETE CASCADE ON UPDATE CASCADE;
