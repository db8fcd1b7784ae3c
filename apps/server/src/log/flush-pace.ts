/**
 * Flushes are at least so far apart, unless the writer was idle: then at once. Further apart in a crowd: of so many generations in one flush each then
 * has about two tokens to an event, and half as many events to be written and delivered, which is where the time goes.
 */
const pace = { ms: 25, crowd: 32, inCrowdMs: 50 }
/** So far apart are flushes that are not to wait for others: of the first content of an answer, and of a crowd that was read together. */
const leastMs = 8

/** What there is for a flush: a crowd that was read together, the beginning of an answer, or whatever has come. */
export type Urgency = 'soon' | 'opening' | 'in time'

/** When the next flush is due, and of what. */
export interface FlushPace {
  /** Calls `begin` when that is, once. What has been scheduled for later is put forward. */
  schedule(urgency: Urgency, begin: () => void): void
  /** A flush begins, while so many have something for it: whether of all of them, or of those alone whose answer begins. */
  begin(waiting: number): 'all' | 'opening'
}

/** A pace for one writer, which schedules nothing while a flush is under way. */
export function createFlushPace(): FlushPace {
  let [lastOfAll, last, size] = [-Infinity, -Infinity, 0]
  let due = Infinity
  let isSoon = false
  let timer: NodeJS.Timeout | undefined
  const allDue = () => lastOfAll + (size > pace.crowd ? pace.inCrowdMs : pace.ms)
  return {
    schedule(urgency, begin) {
      isSoon ||= urgency === 'soon'
      const next = urgency === 'in time' ? allDue() : Math.min(allDue(), last + leastMs)
      if (next >= due) return
      clearTimeout(timer)
      const wait = next - performance.now()
      due = wait <= 0 ? -Infinity : next
      if (wait <= 0) setImmediate(begin)
      else timer = setTimeout(begin, Math.ceil(wait)) // a timer drops the fraction, and would come too early
    },
    begin(waiting) {
      clearTimeout(timer)
      due = Infinity
      last = performance.now()
      if (!isSoon && last < allDue() - 1) return 'opening'
      isSoon = false
      lastOfAll = last
      size = waiting
      return 'all'
    },
  }
}
