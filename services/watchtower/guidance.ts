/*
 * What the person who is told reads: shared by the alerts, promises and checks that have the same causes.
 */

export const outage = {
  impact: "Customers cannot reach WatchTower, and their monitors may not run.",
  causes: ["the application crashed", "a failed deployment", "an incident at Netlify"],
  firstSteps: [
    "Acknowledge, and open the status page's incident.",
    "Look at Netlify's last deployment and at its functions.",
    "Publish the last good deployment again if the newest began it.",
    "Check Netlify's and Supabase's own status.",
  ],
};

export const databaseOutage = {
  impact: "Nothing can be read or saved: the application answers with errors.",
  causes: ["the connection pool is exhausted", "Supabase is unavailable", "the database ran out of room"],
  firstSteps: [
    "Count the sessions in pg_stat_activity, every few seconds.",
    "Look at the project's health in Supabase.",
    "End idle sessions if the pool is full.",
    "Restart the database from Supabase's console if it does not answer.",
  ],
};

export const errors = {
  impact: "Users see errors instead of answers.",
  causes: ["a recent deployment", "the database does not answer", "an outside service fails"],
  firstSteps: [
    "Look for the newest pattern in Sentry.",
    "Compare its start with Netlify's last deployments; publish the last good one if it fits.",
    "Call /healthz to see whether the database answers.",
    "Check the status of Supabase and Whop.",
  ],
};

export const slow = {
  impact: "Pages and the API answer slowly.",
  causes: ["slow statements", "a slow outside API", "a larger bundle", "trouble in the CDN"],
  firstSteps: [
    "Look at the slow statements in Supabase's query performance.",
    "Look at the times of outside calls in Sentry's traces.",
    "Compare the bundle's size with the last deployments.",
    "Compare the locations of the check: one slow region points to the CDN.",
  ],
};

export const databaseLoad = {
  impact: "Statements queue and everything that needs the database slows down.",
  causes: ["a missing index", "sessions that are not given back", "more load than the compute size carries"],
  firstSteps: [
    "List the slowest statements in Supabase's query performance.",
    "Count sessions by state in pg_stat_activity.",
    "Explain the worst statement and add its index.",
    "Choose a larger compute size, or add pooling or a read replica, if the load is real.",
  ],
};

export const stuckQuery = {
  impact: "A statement holds locks and a connection; others wait for it.",
  causes: ["a stuck transaction", "a statement without an index"],
  firstSteps: [
    "List active queries with their start in pg_stat_activity.",
    "End it with pg_terminate_backend if it is no migration.",
  ],
};

export const memory = {
  impact: "Functions may end with an error when memory runs out.",
  causes: ["a memory leak", "a large answer held in memory"],
  firstSteps: [
    "Read system.memory of /api/health every ten seconds.",
    "Compare with the last deployment; publish the one before if it began there.",
  ],
};

export const growth = {
  impact: "None yet; writes fail when the disk is full.",
  causes: ["old check results that nobody deletes", "a table that grows faster than planned"],
  firstSteps: [
    "List the largest tables (pg_total_relation_size).",
    "Delete what may go, or enlarge the disk in Supabase.",
  ],
};

export const traffic = {
  impact: "Clients are refused once the limit is reached.",
  causes: ["a client that polls in a loop", "more customers", "an attack"],
  firstSteps: [
    "Read the rate-limit headers of /api/monitors (curl -I).",
    "Find the addresses with the most requests in Netlify's logs.",
    "Block an abuser; raise the limit for real growth.",
  ],
};

export const payments = {
  impact: "Customers pay and do not get their plan, or cannot pay at all.",
  causes: ["Whop fails", "its webhook is refused", "a changed secret or payload"],
  firstSteps: [
    "Read the errors of the Whop webhook in Netlify's function log.",
    "Look at Whop's status and at its list of webhook deliveries.",
    "Roll back if a deployment began it.",
    "Have Whop deliver the failed events again once it works.",
  ],
};

export const signIn = {
  impact: "Users cannot sign in.",
  causes: ["Supabase's sign-in fails", "a changed secret or address", "a faulty deployment"],
  firstSteps: [
    "Sign in yourself, in a private window.",
    "Look at Supabase's authentication log.",
    "Compare with the last deployment and with changed variables.",
  ],
};

export const attack = {
  impact: "Accounts may be broken into.",
  causes: ["stolen passwords are tried", "one client guesses passwords"],
  firstSteps: [
    "List the failed sign-ins by address and by account in Supabase's authentication log.",
    "Block the addresses, lock the accounts that are aimed at.",
    "Look for a success among them; if there is one, treat it as a breach.",
  ],
};

export const breach = {
  impact: "Data or accounts may be in strange hands.",
  causes: ["a break-in", "a leaked secret", "a vulnerable dependency"],
  firstSteps: [
    "Find out what the event saw: account, address, time.",
    "Contain: end the sessions, take the secret out of use, block the address.",
    "Keep the logs before anything is changed.",
    "Remove the cause, recover, and write down what was learnt.",
  ],
};

export const failedBuild = {
  impact: "None yet: the last good deployment stays published.",
  causes: ["the build fails", "a variable is missing"],
  firstSteps: [
    "Read the deployment's log on Netlify.",
    "Mend, or publish the last good one, then deploy again.",
  ],
};

export const headers = {
  impact: "None at once; browsers protect users less.",
  causes: ["a deployment lost the header rules", "a new page bypasses them"],
  firstSteps: ["Read the headers of the site (curl -I).", "Put the rule back in netlify.toml or _headers."],
};

export const expiry = {
  impact: "None yet; browsers refuse the site once it expires.",
  causes: ["Netlify could not renew it", "the domain no longer points to Netlify"],
  firstSteps: [
    "Look at the domain's state in Netlify.",
    "Check that DNS points to Netlify.",
    "Have Netlify renew the certificate.",
  ],
};

export const providerBackups = {
  impact: "None yet; more than an hour of data would be lost in a disaster.",
  causes: ["the project's plan changed", "Supabase's backup failed"],
  firstSteps: [
    "Look at the project's backups in Supabase.",
    "Check that point-in-time recovery is switched on.",
    "Start the dump job by hand, and call Supabase's support.",
  ],
};
