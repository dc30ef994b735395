/** A local time with the offset that its zone has then, such as `2026-01-05T09:00:00-05:00`. */
export function withOffset(time: string, timezone: string): string {
  if (/(Z|[+-]\d\d:\d\d)$/.test(time)) return time;
  const near = offsetAt(new Date(`${time}Z`), timezone);
  return `${time}${offsetAt(new Date(`${time}${near}`), timezone)}`;
}

function offsetAt(instant: Date, timezone: string): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: timezone, timeZoneName: "longOffset" });
  const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value;
  return name?.replace("GMT", "") || "+00:00";
}
