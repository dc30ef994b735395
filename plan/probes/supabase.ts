/** Metrics that the Supabase probe posts. */
export const supabaseMetrics = {
  backupAge: "belfry.supabase.backup_age",
  pitr: "belfry.supabase.pitr_enabled",
} as const;

/**
 * Asks Supabase's management API for the newest point to which it can restore, as its age in hours, and whether
 * point-in-time recovery is on: what a runbook relies on is checked, not assumed. The point is the last completed
 * backup, or with point-in-time recovery the end of the archived log. Without any the age is ten years.
 *
 * Endpoint: https://supabase.com/docs/reference/api/v1-list-all-backups
 */
export function supabaseScript(): string {
  return `const { ACCESS_TOKEN, PROJECT_REF, API = "https://api.supabase.com" } = process.env;

const response = await fetch(API + "/v1/projects/" + PROJECT_REF + "/database/backups", {
  headers: { authorization: "Bearer " + ACCESS_TOKEN },
  signal: AbortSignal.timeout(20_000),
});
if (!response.ok) throw new Error("Supabase answered " + response.status);
const { backups, physical_backup_data: physical, pitr_enabled: pitr } = await response.json();
const times = (backups ?? []).filter(({ status }) => status === "COMPLETED").map(({ inserted_at: at }) => Date.parse(at));
if (physical?.latest_physical_backup_date_unix) times.push(physical.latest_physical_backup_date_unix * 1000);
const age = times.length > 0 ? (Date.now() - Math.max(...times)) / 3_600_000 : 87_600;
console.log("${supabaseMetrics.backupAge}", age.toFixed(3));
console.log("${supabaseMetrics.pitr}", pitr ? 1 : 0);
`;
}
