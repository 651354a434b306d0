// Days counted from the first day of the ledger, and the bars they are gathered into.

const DAY_MS = 86_400_000;

/** The number of days since 1970-01-01 of an ISO day. */
export function numbered(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

export function iso(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export function told(number: number): string {
  return LONG.format(number * DAY_MS);
}

/** A bar: days from `first` to before `next`, and the events on them. */
export interface Bar {
  first: number;
  next: number;
  events: number;
}

export type Unit = "day" | "week" | "month" | "year";

/** The finest unit that gives no more than so many bars. */
export function unitFor(days: number, most: number): Unit {
  if (days <= most) return "day";
  if (days / 7 <= most) return "week";
  return days / 30 <= most ? "month" : "year";
}

/** The bars of a ledger whose days begin with `first`. */
export function barsOf(first: number, on: readonly number[], unit: Unit): Bar[] {
  const bars: Bar[] = [];
  on.forEach((events, i) => {
    const day = first + i;
    const last = bars.at(-1);
    if (last && day < last.next) last.events += events;
    else bars.push({ ...spanOf(day, unit), events });
  });
  return bars;
}

function spanOf(day: number, unit: Unit): { first: number; next: number } {
  if (unit === "day") return { first: day, next: day + 1 };
  if (unit === "week") {
    const monday = day - ((day + 3) % 7); // 1970-01-01 was a Thursday
    return { first: monday, next: monday + 7 };
  }
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0];
  const next = unit === "month" ? Date.UTC(year, month + 1, 1) : Date.UTC(year + 1, 0, 1);
  return { first: Date.UTC(year, month, 1) / DAY_MS, next: next / DAY_MS };
}
