-- Both are changes that `activity` tells of: the condition that came with revisions had left out that something was looked at.
DROP TRIGGER "generation_has_changed" ON "generation";
CREATE TRIGGER "generation_has_changed" BEFORE UPDATE ON "generation" FOR EACH ROW
WHEN ((OLD."status", OLD."phase", OLD."hold", OLD."model", OLD."attempt", OLD."priority", OLD."queued_at", OLD."is_unread", OLD."revision")
  IS DISTINCT FROM (NEW."status", NEW."phase", NEW."hold", NEW."model", NEW."attempt", NEW."priority", NEW."queued_at", NEW."is_unread",
    NEW."revision"))
EXECUTE FUNCTION "generation_mark_change"();
