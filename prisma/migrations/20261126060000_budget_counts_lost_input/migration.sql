-- Of an attempt whose worker was lost its input counts also when it had written nothing yet: the provider has read it, and a model that
-- thinks unseen may take minutes to its first word.
CREATE OR REPLACE FUNCTION "generation_settle_budget"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "budget_charge" c SET "is_settled" = true, "amount" = coalesce((
    SELECT sum(CASE
      WHEN a."usage" IS NOT NULL OR (a."outcome" IS DISTINCT FROM 'LOST' AND coalesce(a."partial_text", '') = '') THEN
        CASE b."unit" WHEN 'MONEY' THEN a."cost" ELSE (a."usage"->>'inputTokens')::numeric + (a."usage"->>'outputTokens')::numeric END
      WHEN b."unit" = 'MONEY' THEN
        (NEW."estimate"->>'inputCost')::numeric
          + (NEW."estimate"->>'outputTokenCost')::numeric * ceil(length(coalesce(a."partial_text", '')) / 4.0)
      ELSE (NEW."estimate"->>'inputTokens')::numeric + ceil(length(coalesce(a."partial_text", '')) / 4.0)
    END) FROM "attempt" a WHERE a."generation_id" = NEW."id"), 0)
  FROM "budget" b WHERE b."id" = c."budget_id" AND c."generation_id" = NEW."id" AND NOT c."is_settled";
  RETURN NULL;
END
$$;
