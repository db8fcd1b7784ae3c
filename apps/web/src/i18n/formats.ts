/** How one locale writes what is not words. */
export type Formats = {
  number: (value: number) => string
  /** "$4.10"; what is less than a cent in two digits: "$0.0004". */
  dollars: (amount: number) => string
  /** All digits that there are: "$0.000415". */
  exactDollars: (amount: string) => string
  /** A day and a time of day. */
  moment: (at: string) => string
  /** The same, without the year of now. */
  shortMoment: (at: string, now: number) => string
  day: (at: string) => string
  timeOfDay: (at: string) => string
  /** The same, to the minute. */
  clock: (at: string) => string
  /** "you, Ann, and Ben". */
  list: (items: readonly string[]) => string
}

const inDollars = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const

/** The formats of a locale; making them is dear, so keep them. */
export function makeFormats(locale: string): Formats {
  const number = new Intl.NumberFormat(locale)
  const dollars = new Intl.NumberFormat(locale, inDollars)
  const fractions = new Intl.NumberFormat(locale, { ...inDollars, maximumSignificantDigits: 2 })
  const exact = new Intl.NumberFormat(locale, { ...inDollars, maximumFractionDigits: 12 })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const short = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
  const thisYear = new Intl.DateTimeFormat(locale, short)
  const otherYear = new Intl.DateTimeFormat(locale, { ...short, year: 'numeric' })
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const timeOfDay = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const list = new Intl.ListFormat(locale)
  return {
    number: (value) => number.format(value),
    dollars: (amount) => (amount > 0 && amount < 0.01 ? fractions : dollars).format(amount),
    exactDollars: (amount) => exact.format(Number(amount)),
    moment: (at) => moment.format(new Date(at)),
    shortMoment: (at, now) => {
      const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
      return (isThisYear ? thisYear : otherYear).format(new Date(at))
    },
    day: (at) => day.format(new Date(at)),
    timeOfDay: (at) => timeOfDay.format(new Date(at)),
    clock: (at) => clock.format(new Date(at)),
    list: (items) => list.format(items),
  }
}
