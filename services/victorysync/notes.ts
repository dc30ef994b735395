import type { Note } from "../../model/note";

/** What people need to know about VictorySync and no provider carries. */
export const notes: readonly Note[] = [
  {
    topic: "infrastructure",
    facts: ["VS-039", "VS-040", "VS-041"],
    text: "The runbook describes three ways to run the service side by side and does not say which one is live: a Docker container `victorysync`, a Kubernetes deployment `victorysync-dashboard` from the manifest `k8s-deployment.yaml`, and a systemd unit `victorysync`. The guardrails here assume Kubernetes, whose names are the most complete. The normal number of replicas is not stated.",
  },
  {
    topic: "infrastructure",
    facts: ["VS-090"],
    text: "The Kubernetes namespace is `victorysync`. Only one command of the runbook names it and every other one leaves it out, so the setting `victorysync.namespace` can change it.",
  },
  {
    topic: "infrastructure",
    facts: ["VS-074"],
    text: "The server listens on port 4000, and the container publishes the same port.",
  },
  {
    topic: "infrastructure",
    facts: ["VS-075"],
    text: "The image is built as `victorysync-dashboard:1.0.0` and pushed under the name `victorysync` with the tag 1.0.0. The runbook gives no real registry host.",
  },
  {
    topic: "infrastructure",
    facts: ["VS-004"],
    text: "The API answers under the path `/api` on the dashboard's own host, which the setting `victorysync.domain` holds.",
  },
  {
    topic: "infrastructure",
    facts: ["VS-062"],
    text: "On a plain host the certificate's files lie in a folder of the domain's name under `/etc/letsencrypt/live`, and the Nginx site that reads them is called `victorysync`. On Kubernetes, which the guardrails assume, cert-manager keeps them in the secret `victorysync-tls` instead.",
  },
  {
    topic: "dependency",
    facts: ["VS-054"],
    text: "The database and the realtime updates come from Supabase. When either fails, its status page, https://status.supabase.com, is the first place to look.",
  },
  {
    topic: "dependency",
    facts: ["VS-038"],
    text: "Data comes in through a sync with MightyCall: the logs show when it last ran, and the state of the MightyCall API is checked while looking for a root cause. The runbook gives neither a highest age for the last sync nor a status address, so no alert watches it.",
  },
  {
    topic: "dependency",
    facts: ["VS-051"],
    text: "A CDN, either CloudFront or Cloudflare, may stand in front of the dashboard. The runbook lists it as a remedy for slowness and does not say whether one is in use.",
  },
  {
    topic: "dependency",
    facts: ["VS-052"],
    text: "Redis could hold the sessions. The runbook lists it among the caches that would help and does not say whether it is deployed.",
  },
  {
    topic: "dashboard",
    facts: ["VS-084"],
    text: "The overview in Datadog shows throughput, latency and error rate, how the database performs, and CPU, memory and disk. The runbook cuts its address short.",
  },
  {
    topic: "dashboard",
    facts: ["VS-085"],
    text: "Datadog's list of monitors, https://app.datadoghq.com/monitors, shows what fires now and what fired before; critical alerts are acknowledged there.",
  },
  {
    topic: "dashboard",
    facts: ["VS-086", "VS-087"],
    text: "The runbook describes two Grafana boards on port 3000 of the host `grafana`, on condition that Grafana is used at all. The application board shows active connections, error rate, request rate and P95 latency; the infrastructure board shows CPU, memory, disk I/O and network traffic. Datadog is the main tool, so neither board is made here.",
  },
  {
    topic: "dashboard",
    facts: ["VS-088"],
    text: "Sentry lists new errors, how often each occurs, how many users it affects, and its stack trace. The runbook leaves out the organisation; the settings `estate.sentryOrganization` and `victorysync.sentryProject` hold it and the project.",
  },
  {
    topic: "channel",
    facts: ["VS-009", "VS-079"],
    text: "The SRE team has a channel or mail address that the runbook leaves blank, and every finished deployment is announced in a Slack channel that it does not name. The setting `victorysync.slackChannel` holds one channel for both.",
  },
  {
    topic: "channel",
    facts: ["VS-104"],
    text: "Level 4 of the escalation reaches an executive, whose contact the runbook leaves blank. The setting `victorysync.executive` holds that person's Datadog id.",
  },
  {
    topic: "channel",
    facts: ["VS-007", "VS-008"],
    text: "A database administrator and a security lead can be called in. The runbook leaves both contacts blank and no setting holds them, so the owner must supply them before an incident needs them.",
  },
  {
    topic: "channel",
    facts: ["VS-105", "VS-107"],
    text: "Incidents and questions to the operations team have a mailbox each. Both addresses in the runbook look like placeholders and no setting holds them.",
  },
  {
    topic: "channel",
    facts: ["VS-005", "VS-106"],
    text: "The public status page and the support portal each have a host of their own under the service's domain. The runbook gives both with a placeholder domain, names no provider for the status page, and no setting holds either host.",
  },
  {
    topic: "on-call",
    facts: ["VS-006"],
    text: "An operations engineer is on call first. The runbook leaves name, phone and Slack handle blank; the setting `victorysync.onCallUsers` holds who takes turns.",
  },
  {
    topic: "procedure",
    facts: ["VS-037", "VS-042"],
    text: "When errors rise, read the logs, count the rows with `SELECT COUNT(*) FROM organizations;`, and look at the last MightyCall sync and the container's resources. Then climb one rung at a time: restart the application; see whether Supabase answers, its pool has room and no query is slow; scale to 4 replicas; look for the cause in Sentry, the MightyCall API and the server logs; hand over to the developers.",
  },
  {
    topic: "procedure",
    facts: ["VS-047", "VS-048"],
    text: "When the dashboard is slow, time a request to its root address with `curl -w` and a format file, which the runbook does not include. The first remedy, where CloudFront is in use, is to invalidate every path with `aws cloudfront create-invalidation`; the runbook gives no distribution id.",
  },
  {
    topic: "procedure",
    facts: ["VS-058"],
    text: "When database connections fail, make sure that `SUPABASE_URL` and `SUPABASE_SERVICE_KEY` are set and that the key has not expired. The runbook states no period after which the key is replaced, so no rotation is in the calendar.",
  },
  {
    topic: "procedure",
    facts: ["VS-089"],
    text: "The application's logs are read in the form that runs: `kubectl logs -n victorysync deployment/victorysync-dashboard`, `docker logs victorysync` or `sudo journalctl -u victorysync`. With `-f` each of them follows new lines, and Datadog can search the logs as well.",
  },
  {
    topic: "procedure",
    facts: ["VS-035"],
    text: "Users who report errors and support tickets that become more are signs of a high error rate too. The runbook names neither a ticket system nor a number, so no alert counts them.",
  },
  {
    topic: "procedure",
    facts: ["VS-072"],
    text: "Two hours before a release, back up the database, tell the stakeholders, prepare the rollback and read the change log. Then build the staging image and run it with the staging settings.",
  },
  {
    topic: "procedure",
    facts: ["VS-080", "VS-081", "VS-082"],
    text: "A bad release is undone with `kubectl rollout undo deployment/victorysync-dashboard`; with plain Docker or on a plain host the previous release is started instead, by its image or its git tag. The runbook writes 0.9.0 for it, which goes stale with the next release, so take the release that ran before (A-04). Afterwards call the health address; the error rate is to be normal within 2 minutes.",
  },
  {
    topic: "procedure",
    facts: ["VS-083"],
    text: "After a rollback, once health and error rate are normal again, tell the team in Slack what caused it. Then open an incident report, from which the post-mortem starts.",
  },
  {
    topic: "procedure",
    facts: ["VS-092"],
    text: "To restore the database, open Database, then Backups in the Supabase dashboard, choose a backup and restore it. Afterwards count the rows of `organizations` and `billing_records`; the runbook gives no expected numbers.",
  },
  {
    topic: "procedure",
    facts: ["VS-094"],
    text: "After the application fails completely, first tell the stakeholders, then restore it from a backup. Check that the data is whole, run the smoke tests, and keep watching for further trouble.",
  },
  {
    topic: "recovery",
    facts: ["VS-095"],
    text: "The recovery time objective is 15 minutes. An outage that lasts longer goes to level 4 of the escalation, the executives.",
  },
  {
    topic: "recovery",
    facts: ["VS-096"],
    text: "The recovery point objective is 5 minutes, which the runbook equates with how often it backs up. The backups it describes are nightly or on an unstated Supabase schedule, and a nightly backup can lose a whole day. The figure is therefore unproven until point-in-time recovery at Supabase is confirmed.",
  },
  {
    topic: "recovery",
    facts: ["VS-102"],
    text: "The folder `/data` of the Docker container can be packed by hand with `docker exec victorysync tar czf backup.tar.gz /data/`. The archive stays inside the container until someone copies it out, and the runbook gives neither a rhythm nor a use for it.",
  },
  {
    topic: "maintenance",
    facts: ["VS-073"],
    text: "A deployment has a window of 30 minutes, without a stated day or hour. With plain Docker the old container stops before the new one starts, and the window is twice the recovery time objective of 15 minutes. No alert is therefore muted for it, so that an outage past those 15 minutes stays visible.",
  },
];
