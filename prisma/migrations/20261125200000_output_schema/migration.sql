-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "output_schema" JSON;
