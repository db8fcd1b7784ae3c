-- What a generation has written so far is put together anew with every 256 events: to compress it each time was most of what that cost.
ALTER TABLE "generation" ALTER COLUMN "checkpoint_text" SET STORAGE EXTERNAL;
ALTER TABLE "generation" ALTER COLUMN "checkpoint_thinking" SET STORAGE EXTERNAL;
