import type { Note } from "../../model/note";

/** What people need to know about VocaVision and no provider carries. */
export const notes: readonly Note[] = [
  {
    topic: "infrastructure",
    facts: ["VV-003", "VV-004", "VV-005"],
    text: "Browsers reach Vercel's edge network, behind which lie static files, server rendering and the API's routes; the API uses PostgreSQL and Redis. The site is a Next.js application at vocavision.com, and the API runs in Vercel Functions at api.vocavision.com.",
  },
  {
    topic: "infrastructure",
    facts: ["VV-007", "VV-103"],
    text: "The cache is Redis 7; its provider is left blank. The database is called vocavision.",
  },
  {
    topic: "infrastructure",
    facts: ["VV-050"],
    text: "The scaling step places functions in the regions iad1 and sfo1. The runbook does not say where they run before that step.",
  },
  {
    topic: "infrastructure",
    facts: ["VV-051"],
    text: "A read-only connection (`DATABASE_READONLY_URL`) and a replica for failover are mentioned only in case they exist; whether they do is not stated.",
  },
  {
    topic: "infrastructure",
    facts: ["VV-016"],
    text: "These secrets are kept in the environment: the addresses of database and Redis (`DATABASE_URL`, `REDIS_URL`), `NEXTAUTH_SECRET`, the model keys `OPENAI_API_KEY` and `ANTHROPIC_API_KEY`, Sentry's DSN `NEXT_PUBLIC_SENTRY_DSN` and its token `SENTRY_AUTH_TOKEN`. Names that begin with NEXT_PUBLIC_ reach every browser, so the DSN is no secret in truth.",
  },
  {
    topic: "dependency",
    facts: ["VV-008"],
    text: "Vercel hosts the site, runs the functions and serves the CDN, so its status is the first thing to check when the site is down; the address of its status page is not stated. Support is at https://vercel.com/support, with priority on the Enterprise plan.",
  },
  {
    topic: "dependency",
    facts: ["VV-009", "VV-010"],
    text: "The database's provider is asked for support, and its status page read, when the database does not respond; the Redis provider may be asked for a restart when the cache fails. Names, addresses and support plans of both are left blank.",
  },
  {
    topic: "dependency",
    facts: ["VV-011", "VV-012"],
    text: "Sentry tracks errors; the environment holds its DSN and its auth token. Google Analytics 4 measures how the site is used.",
  },
  {
    topic: "dependency",
    facts: ["VV-013", "VV-014"],
    text: "Production holds an API key of OpenAI and one of Anthropic; how long outside APIs take is read in Sentry's performance view. No limit and no status page is stated for either.",
  },
  {
    topic: "dashboard",
    facts: ["VV-074", "VV-075"],
    text: "Vercel Analytics (https://vercel.com/vocavision/analytics) shows requests, bandwidth and errors. Sentry (https://sentry.io/organizations/vocavision) shows errors, performance and releases.",
  },
  {
    topic: "dashboard",
    facts: ["VV-076", "VV-077"],
    text: "Google Analytics 4 (https://analytics.google.com) shows users, sessions and conversions. The database provider's dashboard shows connections, queries and storage; its address is left blank.",
  },
  {
    topic: "dashboard",
    facts: ["VV-119"],
    text: "Two queries count the users who are not deleted and those of the last 7 days in user_activity. Neither has a target (A-14).",
  },
  {
    topic: "channel",
    facts: ["VV-018"],
    text: "The public status page is https://status.vocavision.com; which product serves it is not stated.",
  },
  {
    topic: "channel",
    facts: ["VV-025", "VV-124", "VV-125"],
    text: "High alerts and news for stakeholders go to #incidents, medium alerts to #engineering. The morning check reads #incidents-alerts, to which no rule sends; whether it is a separate feed is for the owner to say.",
  },
  {
    topic: "channel",
    facts: ["VV-027"],
    text: "Monitoring also sends alerts by mail, which the morning check reads; the mailbox is not stated.",
  },
  {
    topic: "channel",
    facts: ["VV-121", "VV-122", "VV-123"],
    text: "The security team (security@vocavision.com) answers at all hours. The DevOps team (devops@vocavision.com), which also takes corrections of the runbook, and the database administrators (dba@vocavision.com) answer in business hours, whose times and time zone are not stated.",
  },
  {
    topic: "on-call",
    facts: ["VV-120", "VV-126"],
    text: "An engineer is on call at all hours through PagerDuty; rotation, members and delays of escalation are not stated. Critical alerts name @oncall, which is taken to mean the same PagerDuty service.",
  },
  {
    topic: "severity",
    facts: ["VV-127", "VV-128", "VV-129"],
    text: "Critical goes to @oncall, high to #incidents and medium to #engineering. Only critical pages. The runbook neither defines the three words nor gives them response times; the times in use are ours.",
  },
  {
    topic: "procedure",
    facts: ["VV-002"],
    text: "An incident response playbook, the CI/CD documentation, a developer guide and an API reference are kept apart from the runbook. PgBouncer's setup is in the CI/CD documentation; what the severities mean and how they escalate has to be sought in these documents, since the runbook does not say.",
  },
  {
    topic: "procedure",
    facts: ["VV-113", "VV-114", "VV-115", "VV-116"],
    text: "After a breach of security, disable the accounts and block the addresses concerned, and keep evidence: a snapshot of the database and every log. Establish from the access logs which data is affected and since when; then rotate every secret, force new passwords and patch. Tell the security team at once, the legal team within 1 hour and the users within 72 hours, as the GDPR asks. The incident response playbook, which is kept apart, decides in doubt.",
  },
  {
    topic: "procedure",
    facts: ["VV-045"],
    text: "A release reaches production in one of three ways: push to main, push a version's tag, or run `vercel --prod` in the folder web. The site's health address then shows whether it worked.",
  },
  {
    topic: "procedure",
    facts: ["VV-052"],
    text: "A migration is tried on staging first, and a backup is taken before it runs in production with `npm run db:migrate`. The newest five rows of `_prisma_migrations` show whether it finished.",
  },
  {
    topic: "procedure",
    facts: ["VV-109"],
    text: "When the whole site is down, fetch its headers (`curl -I`), look up its name (`nslookup`), list the deployments (`vercel list`) and inspect those that failed (`vercel inspect`), then roll back to the last good one. If DNS is at fault, check the registrar and the nameservers. Update the status page and post in #incidents.",
  },
  {
    topic: "procedure",
    facts: ["VV-047"],
    text: "A deployment is rolled back in one of three ways: promote the last stable one at https://vercel.com/vocavision/deployments, run `vercel rollback` with its address, or `git revert HEAD` and push to main. The site's health address then shows whether it worked.",
  },
  {
    topic: "procedure",
    facts: ["VV-111"],
    text: "In a database emergency, run `SELECT version();`, count the rows of pg_stat_activity and end active queries that have run for more than 5 minutes. If the database does not respond, read its provider's status page and call its support. If there is a replica, point `DATABASE_URL` at it and restart the application.",
  },
  {
    topic: "procedure",
    facts: ["VV-088"],
    text: "An exhausted pool may be relieved for a time with `DATABASE_POOL_SIZE=100`, twice its standing 50. While it is, override the level of the alert db-connections in the stack, with an end date (C-VV-09).",
  },
  {
    topic: "procedure",
    facts: ["VV-118", "VV-090"],
    text: "When connections run out, count the rows of pg_stat_activity by state and wait event; no count is named as too many. PgBouncer is the last of three remedies, and its setup is described outside the runbook.",
  },
  {
    topic: "procedure",
    facts: ["VV-055"],
    text: "`ANALYZE;` and `VACUUM;` are run by hand as needed, and pg_stat_progress_vacuum shows vacuums that are running. `VACUUM FULL;` needs downtime.",
  },
  {
    topic: "procedure",
    facts: ["VV-057"],
    text: "`redis-cli` shows statistics (`INFO stats`) and live commands (`MONITOR`) and empties the cache (`FLUSHDB`), which needs care. Do not rely on the runbook's `DEL` with a wildcard: Redis does not expand patterns there, so it leaves the keys that were meant.",
  },
  {
    topic: "procedure",
    facts: ["VV-058"],
    text: "The runbook purges one path of Vercel's edge cache with a `PURGE` request and the whole cache with a call of Vercel's API that carries `VERCEL_TOKEN`. Try both before an emergency: Vercel's own documentation uses `vercel cache purge --type cdn`.",
  },
  {
    topic: "procedure",
    facts: ["VV-059"],
    text: "An account is looked up by mail address in users, its last ten actions in user_activity and its progress in user_progress. A password is reset with `scripts/generate-password-reset-token.js` or through the API's /api/v1/auth/forgot-password.",
  },
  {
    topic: "procedure",
    facts: ["VV-083"],
    text: "`vercel logs --follow` shows logs as they come, and `vercel logs` with a deployment's address shows those of one deployment; the command meant to filter by function names no function. Structured logs would be in a logging service, with Datadog and CloudWatch as mere examples.",
  },
  {
    topic: "procedure",
    facts: ["VV-097"],
    text: "Before planned maintenance, write down the rollback and test it, list every task, and give each an owner and an estimate of its time.",
  },
  {
    topic: "procedure",
    facts: ["VV-098"],
    text: "During planned maintenance, announce it on the status page, show the maintenance page and take a backup with `pg_dump`; then run migrations, change configuration and apply patches. Run smoke tests, look at the dashboards and try the main paths of users. Remove the maintenance page, update the status page and tell people that it is over.",
  },
  {
    topic: "procedure",
    facts: ["VV-099", "VV-100"],
    text: "After planned maintenance, keep an eye on the error rates, the performance and what users report for 1 hour. Update the changelog and record problems and lessons. Tell users that it is done and what changed, and thank them.",
  },
  {
    topic: "recovery",
    facts: ["VV-054"],
    text: "A plain dump is restored by feeding it to `psql`, a compressed one through `gunzip -c`. Both write into the database that `DATABASE_URL` names, so check first which one that is. No recovery objective is stated.",
  },
  {
    topic: "recovery",
    facts: ["VV-117"],
    text: "`redis-cli BGSAVE` writes a snapshot of Redis when somebody wants one. There is no schedule, and a lost cache fills again from the database.",
  },
  {
    topic: "retention",
    facts: ["VV-036"],
    text: "The weekly review checks how long backups are kept, but the runbook states no period.",
  },
  {
    topic: "retention",
    facts: ["VV-104", "VV-105"],
    text: "Each month, rows of audit_logs older than 90 days and rows of session_logs older than 30 days are deleted. No job is named for it, so it is part of the monthly care of the database.",
  },
  {
    topic: "retention",
    facts: ["VV-060"],
    text: "Accounts are best deleted softly, by setting deleted_at; `scripts/delete-user-data.js` with `--confirm` erases a user's data where the GDPR asks for it. No period between the two is stated.",
  },
  {
    topic: "maintenance",
    facts: ["VV-095", "VV-096"],
    text: "Planned maintenance is prepared and announced 1 week ahead, on the status page, by mail and with a banner in the application. It is to fall in a quiet hour; Sunday 02:00 UTC is only an example, and neither a rhythm nor a length is stated, so no downtime recurs.",
  },
];
