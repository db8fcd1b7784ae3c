-- That something was looked at in another tab is a change too that `activity` tells of, beside a revision.
DROP TRIGGER "generation_has_changed" ON "generation";
CREATE TRIGGER "generation_has_changed" BEFORE UPDATE ON "generation" FOR EACH ROW
WHEN ((OLD."status", OLD."phase", OLD."hold", OLD."model", OLD."attempt", OLD."priority", OLD."queued_at", OLD."revision", OLD."is_unread")
  IS DISTINCT FROM (NEW."status", NEW."phase", NEW."hold", NEW."model", NEW."attempt", NEW."priority", NEW."queued_at", NEW."revision", NEW."is_unread"))
EXECUTE FUNCTION "generation_mark_change"();
