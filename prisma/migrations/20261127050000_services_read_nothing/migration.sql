-- Nobody reads what a service has started: it is not unread. Unless the service itself says so, by a mark.
CREATE OR REPLACE FUNCTION "generation_mark_unread"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."is_unread" := NEW."stopped_by_id" IS DISTINCT FROM NEW."owner_id"
    AND EXISTS (SELECT FROM "principal" p WHERE p."id" = NEW."owner_id" AND p."kind" = 'PERSON');
  RETURN NEW;
END
$$;

UPDATE "generation" g SET "is_unread" = false FROM "principal" p
WHERE p."id" = g."owner_id" AND p."kind" = 'SERVICE' AND g."is_unread";
