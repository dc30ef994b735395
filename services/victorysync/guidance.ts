import type { Guidance } from "../../model/declaration";

/*
 * What the person who is told reads: shared by the alerts, promises and checks that have the same causes.
 */

/** Requests fail. */
export const errors: Guidance = {
  impact: "The dashboard shows errors instead of data.",
  causes: [
    "a fault in the last release",
    "Supabase does not answer, or its pool is used up",
    "the MightyCall sync is late or fails",
    "the container is short of CPU or memory",
  ],
  firstSteps: [
    "Read the newest errors in Sentry and the logs (kubectl logs -n victorysync deployment/victorysync-dashboard).",
    "Restart it: kubectl rollout restart -n victorysync deployment/victorysync-dashboard.",
    "Check that Supabase answers; look at its pool and its slow queries.",
    "See whether the autoscaler already runs four replicas.",
    "Undo the rollout if it began with one; else call the developers.",
  ],
};

/** The dashboard or its statements answer slowly. */
export const slow: Guidance = {
  impact: "The dashboard loads and answers slowly.",
  causes: [
    "the container is short of CPU or memory",
    "statements without an index, or too much old data",
    "network delay",
    "a cold or missing cache",
  ],
  firstSteps: [
    "Compare CPU and memory with the limits: kubectl top pods -n victorysync.",
    "Read Supabase's slow-query log; add the missing index.",
    "Time a request with curl to see whether the network or the server is slow.",
    "If a CDN is in front, invalidate its cache.",
  ],
};

/** A container nears its memory limit. */
export const memory: Guidance = {
  impact: "The pod is killed and restarted once it reaches its limit.",
  causes: ["more load than the container carries", "a leak since the last release"],
  firstSteps: [
    "Find the pod that grows: kubectl top pods -n victorysync.",
    "Restart the deployment to win time.",
    "Raise the container's memory, up to the limit of 2 GiB.",
    "Undo the rollout if it grows only since then.",
  ],
};

/** A container's disk fills up. */
export const disk: Guidance = {
  impact: "The pod is evicted, and writes fail, once the disk is full.",
  causes: ["logs or temporary files that nobody removes", "archives of /data left in the container"],
  firstSteps: [
    "Look inside the pod: kubectl exec -n victorysync <pod> -- df -h.",
    "Remove old archives and temporary files.",
    "Delete the pod: its replacement starts with an empty disk.",
  ],
};

/** The database refuses connections or does not answer. */
export const database: Guidance = {
  impact: "Requests that need the database fail.",
  causes: ["an incident at Supabase", "wrong or expired credentials", "the connection pool is used up"],
  firstSteps: [
    "Open status.supabase.com.",
    'Run psql with "SELECT 1" from the operations cluster.',
    "Check that the service key and the address are still valid.",
    "Look at Database, Connections in Supabase; restart the deployment to empty the pool.",
    "Raise PGPOOL_NUM_INIT_CHILDREN, or ask Supabase for more connections.",
  ],
};

/** Supabase Realtime is not connected or reports errors. */
export const realtime: Guidance = {
  impact: "Data changes only after the page is loaded again.",
  causes: [
    "an incident at Supabase Realtime, or it is switched off",
    "a firewall or proxy that blocks WebSocket on 443",
  ],
  firstSteps: [
    "Open status.supabase.com, then Project Settings, Realtime.",
    "Restart Realtime in the Supabase dashboard.",
    "Check that port 443 lets WebSocket through the firewall and the proxy.",
  ],
};

/** The dashboard or a page of it does not answer. */
export const outage: Guidance = {
  impact: "The dashboard cannot be reached.",
  causes: [
    "the pods crash or are not ready",
    "a failed rollout",
    "Supabase is down",
    "ingress or DNS is wrong",
  ],
  firstSteps: [
    "Look at the pods: kubectl get pods -n victorysync; then at their logs.",
    "Undo the last rollout if it began with it: kubectl rollout undo -n victorysync deployment/victorysync-dashboard.",
    "Restart the deployment.",
    "Open status.supabase.com.",
    "Executives hear of it after 15 minutes: call the next level before that.",
  ],
};

/** Calls are refused as unauthorized or forbidden, or a closed address is open. */
export const security: Guidance = {
  impact: "Users may notice nothing; somebody may be trying keys or paths.",
  causes: ["a client with an expired key", "someone who tries addresses or accounts"],
  firstSteps: [
    "Group the requests by address and path in the APM traces.",
    "Block the address at the ingress if it tries many accounts.",
    "Tell the security lead; read the audit log for calls that did succeed.",
  ],
};

/** A rollout does not get on. */
export const rollout: Guidance = {
  impact: "Little yet: the old pods still answer, with less room.",
  causes: ["the new pods never become ready", "the image cannot be pulled", "no node has room"],
  firstSteps: [
    "Run kubectl rollout status -n victorysync deployment/victorysync-dashboard, then describe the pods that wait.",
    "Undo it: kubectl rollout undo -n victorysync deployment/victorysync-dashboard.",
    "Check health and the error rate; they are normal again within two minutes.",
  ],
};

/** The certificate nears its end or is not valid. */
export const certificate: Guidance = {
  impact: "None yet; browsers refuse the site once the certificate ends or is wrong.",
  causes: ["the renewal fails", "the wrong certificate is installed", "the web server reads the wrong files"],
  firstSteps: [
    "Read the cause: kubectl describe certificate victorysync-tls -n victorysync.",
    "Check that both names still point here, and that port 80 or DNS answers the challenge.",
    "Renew by hand: cmctl renew victorysync-tls (on a plain host: certbot renew, then reload Nginx).",
  ],
};

/** Supabase's own backup is overdue. */
export const ownBackup: Guidance = {
  impact: "None yet; Supabase's own copies are older than they should be.",
  causes: ["the plan no longer includes backups", "Supabase skipped one", "the project is paused"],
  firstSteps: [
    "Open Database, Backups in Supabase and look at the newest one.",
    "Take one by hand there.",
    "Check that the nightly dump in the bucket is fresh.",
  ],
};
