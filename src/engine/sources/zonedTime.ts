/** Moments from what a clock on a wall shows. */

/** `month` 1 to 12. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** Whether the runtime knows the time zone of this IANA name. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What a clock in `zone` shows at a moment; `zone` undefined: this machine's. */
export function wallTimeAt(at: number, zone: string | undefined): WallTime {
  const parts = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value);
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

/** The moment at which a clock in `zone` shows this; days and months beyond their range count on. Around a change of the clocks one of the two that fit. */
export function momentOf({ year, month, day, hour, minute }: WallTime, zone: string | undefined): number {
  const asUtc = (wall: WallTime) => Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  const offsetAt = (at: number) => asUtc(wallTimeAt(at, zone)) - at;
  // The offset at the place found, as that at the first guess may be of before a change of the clocks.
  return wanted - offsetAt(wanted - offsetAt(wanted));
}
