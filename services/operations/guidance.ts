import type { Guidance } from "../../model/declaration";

/*
 * What the person who is told reads: shared by the alerts, promises and checks that have the same causes.
 */

const never = "Never run supabase db reset --linked to roll back: it deletes the data.";

/** The database's connection pool is nearly or wholly used up. */
export const pool: Guidance = {
  impact: "Requests wait for a database connection, then fail.",
  causes: ["the pool is too small for the load", "slow statements that hold connections"],
  firstSteps: [
    "Read the pool with get_pool_status() in the backend.",
    "Find what is busy: select pid, state, now() - query_start, query from pg_stat_activity where state <> 'idle'.",
    "End the statement that holds the others, if there is one.",
    "Raise database_pool_size or database_max_overflow in config.py and restart the backend.",
  ],
};

/** The app or its statements answer slowly. */
export const slow: Guidance = {
  impact: "The app answers slowly.",
  causes: ["slow statements", "nothing is cached", "one statement for every row (N+1)"],
  firstSteps: [
    "Find the slow addresses in APM, Sentry or Vercel Analytics.",
    "Rank pg_stat_statements by mean_exec_time; explain the first ones and add the missing index.",
    "Cache what is read often.",
  ],
};

/** Requests, sign-ins included, fail. */
export const errors: Guidance = {
  impact: "Users see errors.",
  causes: ["a fault in the last release", "a change of configuration or of a dependency"],
  firstSteps: [
    "Read the newest issues in Sentry and vercel logs.",
    "If one feature fails, set its kill_switch in feature_flags.",
    "If it began with the last release, run vercel rollback.",
    never,
  ],
};

/** A health address fails. */
export const outage: Guidance = {
  impact: "The app cannot be used.",
  causes: ["the app or the backend is down", "Supabase does not answer", "a failed release"],
  firstSteps: [
    "Call both health addresses and read which part is not connected.",
    "Read the logs of Vercel and of Supabase, and the newest issues in Sentry.",
    "If it began with the last release, run vercel rollback.",
    never,
  ],
};

/** The database does not answer. */
export const database: Guidance = {
  impact: "Requests that need the database fail.",
  causes: ["Supabase is down or paused", "the pool is used up", "a password was changed"],
  firstSteps: [
    "Look at the project in the Supabase dashboard: state, logs, connections.",
    'Run psql with "SELECT 1" from the operations cluster.',
    "Write to support@supabase.com if the project itself is down.",
  ],
};

/** Old data was not deleted when it should have been. */
export const retention: Guidance = {
  impact: "Users notice nothing; data is kept longer than promised.",
  causes: ["the clean-up job failed", "CRON_SECRET was changed and the job is refused"],
  firstSteps: [
    "Read the job's log for the first error.",
    "Run the clean-up by hand.",
    "Check that the job still has the current CRON_SECRET.",
  ],
};

/** More security events than usual. */
export const security: Guidance = {
  impact: "Unknown until someone looked; it may be an attack.",
  causes: ["someone tries accounts or addresses", "a leaked key is used", "a release writes more audit rows"],
  firstSteps: [
    "Read the last hour: select * from security_audit where created_at > now() - interval '1 hour' order by created_at desc.",
    "Block the address in Vercel; tighten rate_limit.py.",
    "If a key leaked, rotate SECRET_KEY or the service role key now.",
    "Tell the security team; treat a breach as P0.",
  ],
};

/** Callers are refused by the rate limit. */
export const rateLimit: Guidance = {
  impact: "The refused caller gets 429; others notice nothing.",
  causes: ["a script or an attack", "a client that calls in a loop", "limits too tight for real use"],
  firstSteps: [
    "Group the 429 answers by address and user in APM.",
    "Block the address in Vercel if it is no customer.",
    "Raise RATE_LIMIT_PER_MINUTE or RATE_LIMIT_PER_HOUR in rate_limit.py if the use is real.",
  ],
};

/** Supabase's own backup is overdue, or point-in-time recovery is off. */
export const ownBackup: Guidance = {
  impact: "None yet; up to a day or more of data would be lost in a disaster.",
  causes: ["the plan does not include it", "Supabase skipped one", "the project is paused"],
  firstSteps: [
    "Open Database, Backups in Supabase.",
    "Create a backup there by hand.",
    "Check that our own nightly dump is fresh.",
    "Restoring there overwrites the database: dump it first.",
  ],
};

/** The certificate nears its end. */
export const certificate: Guidance = {
  impact: "None yet; browsers refuse the app once it expires.",
  causes: ["Vercel could not renew it", "DNS no longer points to Vercel", "a CAA record forbids the issuer"],
  firstSteps: [
    "Look at the domain in Vercel, Settings, Domains.",
    "Check that DNS and CAA still allow Vercel.",
    "Remove the domain there and add it again.",
  ],
};
