import type { Guidance } from "../../model/declaration";

/*
 * What the person who is told reads: shared by the alerts, promises and checks that have the same causes.
 */

/** CPU is short, or the number of replicas is at its bounds. */
export const highCpu: Guidance = {
  impact: "Pages answer slowly and requests time out.",
  causes: ["a statement without an index", "a process that spins", "more traffic than the instances carry"],
  firstSteps: [
    "Look at Railway's metrics and at the processes with the most CPU.",
    "Find the slowest statements in pg_stat_statements (order by mean_exec_time).",
    "Scale out on Railway, up to five replicas.",
    "Restart the service if one process spins.",
  ],
};

/** Memory is short, or the application crashes. */
export const highMemory: Guidance = {
  impact: "The application may crash and restart.",
  causes: ["a memory leak", "a large result held in memory", "a cache that only grows"],
  firstSteps: [
    "Look at Railway's memory graph since the last deployment.",
    "Compare heap use before and after a request (process.memoryUsage).",
    "Restart the service to win time.",
    "Roll back if it began with the last deployment.",
  ],
};

/** The database's connections run out or fail. */
export const connections: Guidance = {
  impact: "Requests fail when the database refuses further connections.",
  causes: ["connections that are never given back", "too many instances for the pool", "a pooler that hangs"],
  firstSteps: [
    "Count connections by state in pg_stat_activity.",
    "End idle connections that are older than they should be.",
    "Restart the pooler.",
    "Raise the pool or max_connections if the load is real.",
  ],
};

/** Pages or statements answer slowly. */
export const slow: Guidance = {
  impact: "Pages take seconds to answer.",
  causes: ["slow statements", "missing indexes", "a cold cache"],
  firstSteps: [
    "Find the slowest statements in pg_stat_statements (order by mean_exec_time).",
    "Explain and analyse them; add the missing index.",
    "Run ANALYZE on tables that changed much.",
  ],
};

/** Requests fail. */
export const errors: Guidance = {
  impact: "Users see errors instead of pages.",
  causes: ["a bad deployment", "the database does not answer", "an outside service fails"],
  firstSteps: [
    "Read the newest errors in the logs.",
    "Roll back if they began with the last deployment.",
    "Check the readiness address.",
  ],
};

/** The shop or its database does not answer. */
export const outage: Guidance = {
  impact: "The shop cannot be reached.",
  causes: ["the application crashed", "a failed deployment", "the database is gone"],
  firstSteps: [
    "Acknowledge within two minutes and open a ticket.",
    "Check the application and the database on their dashboards.",
    "Restart, fail over or roll back within a quarter of an hour.",
    "Tell the status page and the customers.",
  ],
};
