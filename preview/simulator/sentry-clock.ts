/** Time windows (minutes) from which Sentry evaluates more rarely, with the minutes between two evaluations. */
const cadences = [
  [1440, 15],
  [240, 5],
  [60, 3],
  [30, 2],
  [0, 1],
] as const;

/**
 * Seconds between two evaluations of a Sentry metric alert: longer windows are evaluated more rarely, and comparisons
 * with the past half as often. The documentation still says every minute.
 *
 * Source: https://github.com/getsentry/sentry/blob/0017668839303e05e4e94df6ea64b008e38da4e4/src/sentry/incidents/logic.py
 */
export function sentryCadence(windowSeconds: number, compares: boolean): number {
  const minutes = windowSeconds / 60;
  const [, every] = cadences.find(([from]) => minutes >= from) ?? [0, 1];
  return every * 60 * (compares ? 2 : 1);
}
