import type { Note } from "../../model/note";

/** What people need to know about the Operations app and no provider can carry. */
export const notes: readonly Note[] = [
  {
    topic: "infrastructure",
    facts: ["OR-017"],
    text: "The Python backend runs under uvicorn and listens on all addresses at port 8000. Neither its host nor a health address of its own is stated: both health addresses belong to the site on Vercel.",
  },
  {
    topic: "infrastructure",
    facts: ["OR-005", "OR-037"],
    text: "The detailed health address is said to report the connection pool. Its sample answer has no such field, however, and elsewhere pool metrics are still to be added, so nothing that is deployed relies on one.",
  },
  {
    topic: "dependency",
    facts: ["OR-079"],
    text: "Vercel hosts the site, keeps its environment variables and logs, and shows response times in its analytics. The runbook names no status page of Vercel.",
  },
  {
    topic: "dependency",
    facts: ["OR-080"],
    text: "Supabase provides the database, the API keys, the database logs and the backups, and the health answer reports its state. The runbook names no status page of Supabase.",
  },
  {
    topic: "dependency",
    facts: ["OR-081"],
    text: "Sentry shows latency, the error rate and issues with stack traces and the user concerned. The runbook states neither project nor organisation; the setting `operations.sentryProject` holds the project.",
  },
  {
    topic: "dependency",
    facts: ["OR-057", "OR-058"],
    text: "The backend caches the results of expensive functions in Redis through `backend.cache`; in the runbook's example a result is kept for 300 seconds. The host of that Redis and its limits are not stated, so it has no alert of its own.",
  },
  {
    topic: "dependency",
    facts: ["OR-044"],
    text: "Cron jobs that are guarded by `CRON_SECRET` must keep working when that secret changes. Their names and schedules are not stated, so a job that stopped running is not noticed by itself.",
  },
  {
    topic: "channel",
    facts: ["OR-076", "OR-077", "OR-078"],
    text: "Supabase's support is reached at support@supabase.com. The contacts of the security team and of Vercel's support are blank in the runbook and no setting holds them, so the owner has to supply both.",
  },
  {
    topic: "severity",
    facts: ["OR-022", "OR-023", "OR-024", "OR-025"],
    text: "P0 is an outage, lost data or a security breach; P1 is a broken major feature or a large slowdown; P2 is a broken minor feature or a lesser performance problem; P3 is a minor or cosmetic fault. The scale counts from zero, so P1 is its second level. No response times are stated: those in use are assumptions for the owner to confirm.",
  },
  {
    topic: "procedure",
    facts: ["OR-011", "OR-012", "OR-013", "OR-014"],
    text: "Before a release, all tests pass, the security checklist is read and no secret is in the code. Vercel holds every variable that `npm run env:validate` asks for, and secrets that are due are rotated. Migrations were tried locally, their row-level policies reviewed and a backup taken. `npm audit` passes, vulnerable packages are updated and the lock files committed.",
  },
  {
    topic: "procedure",
    facts: ["OR-016"],
    text: "Migrations are applied by hand: `supabase link` with the project's reference, `supabase db remote commit --dry-run` to see where it stands, then `supabase db push`.",
  },
  {
    topic: "procedure",
    facts: ["OR-026", "OR-027", "OR-028", "OR-029"],
    text: "In an incident, first call both health addresses, read the logs of Vercel and Supabase and the issues in Sentry, and establish how many users are affected, which functions fail and whether data is at risk. Then contain it: set `kill_switch` on the failing feature in `feature_flags`, block hostile addresses in Vercel's dashboard and tighten the limits in `rate_limit.py`. Rotate `SECRET_KEY` or `SUPABASE_SERVICE_ROLE_KEY` at once when it was exposed, and revoke API keys that were compromised.",
  },
  {
    topic: "procedure",
    facts: ["OR-031", "OR-032", "OR-033"],
    text: "Look for the cause among the latest commits, configuration changes and dependency updates. Correct it on a hotfix branch, test locally and deploy, or return to the previous release with `vercel rollback`. The runbook also gives `supabase db reset --linked` for a failed migration; it deletes the data of the linked database and undoes no single migration, so never run it against production.",
  },
  {
    topic: "procedure",
    facts: ["OR-034"],
    text: "After an incident, record the course of events, the root cause, the impact and the resolution. Add what was missing to the runbook's procedures and checklists and to the monitoring. Hold a post-mortem and write down its lessons and action items.",
  },
  {
    topic: "procedure",
    facts: ["OR-035"],
    text: "The state of the connection pool comes from `get_pool_status()` in `backend.database`. A pool belongs to its process, so a new Python shell shows its own pool and not that of the running backend.",
  },
  {
    topic: "procedure",
    facts: ["OR-038"],
    text: "A migration is created with `supabase migration new`, tried locally with `supabase db reset` and applied to the remote database with `supabase db push`. The rollback that the runbook gives, `supabase db reset --linked`, deletes the remote data; write a migration that reverses the change instead.",
  },
  {
    topic: "procedure",
    facts: ["OR-045"],
    text: "`npm run audit:secrets` looks for exposed secrets in the code, and `git log --all --full-history` over environment and key files looks for them in the history. A secret that is found is rotated at once; the history is rewritten only after talking to the security team. The runbook names no rhythm, so the audit is in no calendar of its own.",
  },
  {
    topic: "procedure",
    facts: ["OR-056", "OR-040"],
    text: "To speed up a query, index the columns that are often searched, read its plan with `EXPLAIN ANALYZE` and remove N+1 patterns. Candidates for an index are columns of schema `public` for which `pg_stats` shows more than 100 distinct values and a correlation under 0.1. That search does not tell which columns have an index already.",
  },
  {
    topic: "procedure",
    facts: ["OR-046", "OR-047", "OR-048"],
    text: "Features are switched in the table `feature_flags`: column `enabled` turns one on or off, and `kill_switch` set to true is the emergency off. A POST to `/api/admin/feature-flags` with the administrator's bearer token may do the same, but the runbook leaves open whether that address exists.",
  },
  {
    topic: "procedure",
    facts: ["OR-049", "OR-050"],
    text: "A gradual rollout sets `rollout_percentage` in `feature_flags`; the runbook's 25 percent is an example, and no further stages are given. Meanwhile watch error rates, what users report and the analytics, for which no limits are stated.",
  },
  {
    topic: "procedure",
    facts: ["OR-051", "OR-052", "OR-053"],
    text: "To debug, read the logs in the dashboards of Vercel and Supabase and the issues in Sentry; for the backend only the console of a local run is named. Set `LOG_LEVEL` to `DEBUG` and restart the service to see more. What one user did is in `events`, the newest 100 rows for the `user_id`, and in `sessions`.",
  },
  {
    topic: "recovery",
    facts: ["OR-062"],
    text: "A backup is taken by hand in the Supabase dashboard under Database, Backups, Create backup.",
  },
  {
    topic: "recovery",
    facts: ["OR-064"],
    text: "A backup is restored in the Supabase dashboard under Database, Backups: select it and confirm. This overwrites the current database, so take a dump of it first.",
  },
  {
    topic: "recovery",
    facts: ["OR-067"],
    text: "The objectives for recovery time and for data loss are still to be written down; neither has a number. Backups are daily, so up to a day of data can be lost unless point-in-time recovery, which needs Supabase's Pro plan, is on.",
  },
  {
    topic: "maintenance",
    facts: ["OR-074"],
    text: "The part of the runbook on maintenance windows lists weekly, monthly and quarterly tasks but no day, hour, length or notice. No alert is therefore muted on a schedule.",
  },
  {
    topic: "maintenance",
    facts: ["OR-001"],
    text: "The DevOps team owns the runbook and calls it active. Its dates read 2025-01-XX and it sets no interval for its own review, so its age is unknown; the owner should supply both.",
  },
];
