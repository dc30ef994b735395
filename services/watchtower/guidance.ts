import type { Guidance } from "../../model/declaration";

/*
 * What the person who is told reads: shared by the alerts, promises and checks that have the same causes.
 */

/** The site or its health address does not answer. */
export const outage: Guidance = {
  impact: "Customers cannot reach WatchTower, and their monitors may not run.",
  causes: ["the application crashed", "a failed deployment", "an incident at Netlify"],
  firstSteps: [
    "Acknowledge, and open the status page's incident.",
    "Look at Netlify's last deployment and at its functions.",
    "Publish the last good deployment again if the newest began it.",
    "Check Netlify's and Supabase's own status.",
  ],
};

/** The database does not answer or reports errors. */
export const databaseOutage: Guidance = {
  impact: "Nothing can be read or saved: the application answers with errors.",
  causes: ["the connection pool is exhausted", "Supabase is unavailable", "the database ran out of room"],
  firstSteps: [
    "Count the sessions in pg_stat_activity, every few seconds.",
    "Look at the project's health in Supabase.",
    "End idle sessions if the pool is full.",
    "Restart the database from Supabase's console if it does not answer.",
  ],
};

/** Requests fail. */
export const errors: Guidance = {
  impact: "Users see errors instead of answers.",
  causes: ["a recent deployment", "the database does not answer", "an outside service fails"],
  firstSteps: [
    "Look for the newest pattern in Sentry.",
    "Compare its start with Netlify's last deployments; publish the last good one if it fits.",
    "Call /healthz to see whether the database answers.",
    "Check the status of Supabase and Whop.",
  ],
};

/** Pages or the API answer slowly. */
export const slow: Guidance = {
  impact: "Pages and the API answer slowly.",
  causes: ["slow statements", "a slow outside API", "a larger bundle", "trouble in the CDN"],
  firstSteps: [
    "Look at the slow statements in Supabase's query performance.",
    "Look at the times of outside calls in Sentry's traces.",
    "Compare the bundle's size with the last deployments.",
    "Compare the locations of the check: one slow region points to the CDN.",
  ],
};

/** The database is short of CPU, memory or connections, or its statements take long. */
export const databaseLoad: Guidance = {
  impact: "Statements queue and everything that needs the database slows down.",
  causes: ["a missing index", "sessions that are not given back", "more load than the compute size carries"],
  firstSteps: [
    "List the slowest statements in Supabase's query performance.",
    "Count sessions by state in pg_stat_activity.",
    "Explain the worst statement and add its index.",
    "Choose a larger compute size, or add pooling or a read replica, if the load is real.",
  ],
};

/** One statement runs far too long. */
export const stuckQuery: Guidance = {
  impact: "A statement holds locks and a connection; others wait for it.",
  causes: ["a stuck transaction", "a statement without an index"],
  firstSteps: [
    "List active queries with their start in pg_stat_activity.",
    "End it with pg_terminate_backend if it is no migration.",
  ],
};

/** Memory runs short. */
export const memory: Guidance = {
  impact: "Functions may end with an error when memory runs out.",
  causes: ["a memory leak", "a large answer held in memory"],
  firstSteps: [
    "Read system.memory of /api/health every ten seconds.",
    "Compare with the last deployment; publish the one before if it began there.",
  ],
};

/** The database's disk fills up. */
export const growth: Guidance = {
  impact: "None yet; writes fail when the disk is full.",
  causes: ["old check results that nobody deletes", "a table that grows faster than planned"],
  firstSteps: [
    "List the largest tables (pg_total_relation_size).",
    "Delete what may go, or enlarge the disk in Supabase.",
  ],
};

/** The API's rate limit is nearly reached. */
export const traffic: Guidance = {
  impact: "Clients are refused once the limit is reached.",
  causes: ["a client that polls in a loop", "more customers", "an attack"],
  firstSteps: [
    "Read the rate-limit headers of /api/monitors (curl -I).",
    "Find the addresses with the most requests in Netlify's logs.",
    "Block an abuser; raise the limit for real growth.",
  ],
};

/** Payments or their webhook fail. */
export const payments: Guidance = {
  impact: "Customers pay and do not get their plan, or cannot pay at all.",
  causes: ["Whop fails", "its webhook is refused", "a changed secret or payload"],
  firstSteps: [
    "Read the errors of the Whop webhook in Netlify's function log.",
    "Look at Whop's status and at its list of webhook deliveries.",
    "Roll back if a deployment began it.",
    "Have Whop deliver the failed events again once it works.",
  ],
};

/** Users cannot sign in. */
export const signIn: Guidance = {
  impact: "Users cannot sign in.",
  causes: ["Supabase's sign-in fails", "a changed secret or address", "a faulty deployment"],
  firstSteps: [
    "Sign in yourself, in a private window.",
    "Look at Supabase's authentication log.",
    "Compare with the last deployment and with changed variables.",
  ],
};

/** Many sign-ins fail. */
export const attack: Guidance = {
  impact: "Accounts may be broken into.",
  causes: ["stolen passwords are tried", "one client guesses passwords"],
  firstSteps: [
    "List the failed sign-ins by address and by account in Supabase's authentication log.",
    "Block the addresses, lock the accounts that are aimed at.",
    "Look for a success among them; if there is one, treat it as a breach.",
  ],
};

/** A security event was reported. */
export const breach: Guidance = {
  impact: "Data or accounts may be in strange hands.",
  causes: ["a break-in", "a leaked secret", "a vulnerable dependency"],
  firstSteps: [
    "Find out what the event saw: account, address, time.",
    "Contain: end the sessions, take the secret out of use, block the address.",
    "Keep the logs before anything is changed.",
    "Remove the cause, recover, and write down what was learnt.",
  ],
};

/** A deployment failed. */
export const failedBuild: Guidance = {
  impact: "None yet: the last good deployment stays published.",
  causes: ["the build fails", "a variable is missing"],
  firstSteps: [
    "Read the deployment's log on Netlify.",
    "Mend, or publish the last good one, then deploy again.",
  ],
};

/** A security header is missing. */
export const headers: Guidance = {
  impact: "None at once; browsers protect users less.",
  causes: ["a deployment lost the header rules", "a new page bypasses them"],
  firstSteps: ["Read the headers of the site (curl -I).", "Put the rule back in netlify.toml or _headers."],
};

/** The certificate nears its end. */
export const expiry: Guidance = {
  impact: "None yet; browsers refuse the site once it expires.",
  causes: ["Netlify could not renew it", "the domain no longer points to Netlify"],
  firstSteps: [
    "Look at the domain's state in Netlify.",
    "Check that DNS points to Netlify.",
    "Have Netlify renew the certificate.",
  ],
};

/** Supabase's own backups are overdue, or point-in-time recovery is off. */
export const providerBackups: Guidance = {
  impact: "None yet; more than an hour of data would be lost in a disaster.",
  causes: ["the project's plan changed", "Supabase's backup failed"],
  firstSteps: [
    "Look at the project's backups in Supabase.",
    "Check that point-in-time recovery is switched on.",
    "Start the dump job by hand, and call Supabase's support.",
  ],
};
