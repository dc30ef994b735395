import type { Guidance } from "../../model/declaration";

/*
 * What the person who is told reads: shared by the alerts, promises and checks that have the same causes.
 */

/** The site, its API or its name does not answer. */
export const outage: Guidance = {
  impact: "The site or its API cannot be reached.",
  causes: [
    "an incident at Vercel",
    "DNS no longer resolves",
    "a failed deployment",
    "the database or Redis is gone",
  ],
  firstSteps: [
    "Fetch the headers of the site (curl -I) and look up its name (nslookup).",
    "List the last deployments (vercel list) and inspect the newest (vercel inspect).",
    "Roll back with vercel rollback if the newest deployment began it.",
    "If the name does not resolve, check the registrar and the nameservers.",
    "Update the status page and post in the incidents channel.",
  ],
};

/** Requests fail. */
export const errors: Guidance = {
  impact: "Users see errors instead of pages and answers.",
  causes: ["a recent deployment", "a broken dependency", "sign-in, an outside API or the database fails"],
  firstSteps: [
    "Find the newest group of errors in Sentry and when it began.",
    "Compare with the last deployments (vercel list).",
    "Read the last hour of error logs (vercel logs --since 1h).",
    "Roll back if a deployment began it; else mend and deploy.",
  ],
};

/** The API answers slowly. */
export const slow: Guidance = {
  impact: "Pages and the API answer slowly.",
  causes: [
    "slow or repeated statements",
    "Redis answers late",
    "a slow model API",
    "functions short of memory",
  ],
  firstSteps: [
    "See which functions are slow in Vercel.",
    "List the slowest statements in pg_stat_statements (order by mean_exec_time).",
    "Measure Redis with redis-cli --latency.",
    "Look at outside calls in Sentry's traces.",
    "Add the missing index, cache the answer, or raise the functions' memory.",
  ],
};

/** Functions run long or into their timeout. */
export const functions: Guidance = {
  impact: "Requests that take this long are cut off, and their users get an error.",
  causes: ["a slow model API", "a slow statement", "too little memory for the work"],
  firstSteps: [
    "Find the function and its path in Vercel's logs.",
    "Look at its outside calls and statements in Sentry's traces.",
    "Raise maxDuration or memory in vercel.json if the work is real.",
  ],
};

/** Functions need nearly all of their memory. */
export const functionMemory: Guidance = {
  impact: "A function that runs out of memory ends with an error.",
  causes: ["a large answer held in memory", "a leak from one run to the next", "more work than before"],
  firstSteps: [
    "Find the function with the largest lambda.max_memory_used in Vercel's logs.",
    "Compare with the last deployment; roll back if it began there.",
    "Raise memory in vercel.json if the work is real.",
  ],
};

/** The main part of a page appears late. */
export const slowPage: Guidance = {
  impact: "Visitors wait for the main part of a page.",
  causes: ["a larger bundle", "slow answers from the server", "large pictures"],
  firstSteps: [
    "Compare the bundle's size with the last deployments.",
    "See which views are slow in RUM.",
    "Check the response times of the API.",
  ],
};

/** The database's connections run out or idle. */
export const connections: Guidance = {
  impact: "Requests fail when the database refuses further connections.",
  causes: ["more functions at once than the pool is made for", "idle connections that are not given back"],
  firstSteps: [
    "Count sessions by state and wait event in pg_stat_activity.",
    "End sessions that have idled for more than ten minutes (pg_terminate_backend).",
    "Raise DATABASE_POOL_SIZE for now, and note it as a temporary override.",
    "Plan for PgBouncer if it comes back.",
  ],
};

/** Statements take long. */
export const statements: Guidance = {
  impact: "Pages that need the database take long, and the others queue behind them.",
  causes: ["a missing index", "statements repeated for each row", "the cache does not answer"],
  firstSteps: [
    "List the slowest statements in pg_stat_statements (order by mean_exec_time).",
    "Explain the worst one and add its index.",
    "Check Redis's hit rate.",
  ],
};

/** One statement runs far too long. */
export const stuckQuery: Guidance = {
  impact: "A statement holds locks and a connection; others wait for it.",
  causes: ["a stuck transaction", "a statement without an index on a large table"],
  firstSteps: [
    "Find it in pg_stat_activity (state active, oldest query_start).",
    "End it with pg_terminate_backend if it is no migration.",
    "Call the database provider if nothing answers.",
  ],
};

/** Redis answers late, or seldom has what is asked for. */
export const cache: Guidance = {
  impact: "The database carries the load that the cache should take, and answers slow down.",
  causes: ["Redis is down or unreachable", "keys expire too soon", "the cache holds spoilt values"],
  firstSteps: [
    "Ask redis-cli PING, then INFO stats and DBSIZE.",
    "Restart Redis, or call its provider.",
    "Flush the cache only if its values are spoilt: everything is slow until it is warm.",
    "Check how long keys live.",
  ],
};

/** A deployment failed. */
export const failedBuild: Guidance = {
  impact: "None yet: the last good deployment stays live.",
  causes: ["the build fails", "a variable is missing"],
  firstSteps: ["Inspect the deployment (vercel inspect).", "Mend and deploy again, or roll back."],
};

/** The certificate nears its end. */
export const expiry: Guidance = {
  impact: "None yet; browsers refuse the site once it expires.",
  causes: ["Vercel could not renew it", "the domain no longer points to Vercel"],
  firstSteps: [
    "Read dates and chain with openssl s_client.",
    "Check the domain's settings in Vercel.",
    "Call Vercel's support if it does not renew.",
  ],
};
