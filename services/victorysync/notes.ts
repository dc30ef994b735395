import type { Duty, Note } from "../../model/note";

/** What people do on a schedule for VictorySync. */
export const duties: readonly Duty[] = [
  {
    name: "morning-check",
    title: "Morning check",
    facts: ["VS-010", "VS-013"],
    rrule: "FREQ=DAILY;BYHOUR=8;BYMINUTE=0",
    because: "The runbook says 08:00 every day but names no time zone; the owner should confirm which one.",
    steps: [
      "Call the health address and read the JSON that it answers.",
      "Read the error rate in Datadog or Sentry, and follow up anything above 0.1 %.",
      "Go through the critical errors and the number of 5xx answers; the runbook sets no limit for that number.",
      "Compare the P95 latency with 500 ms and memory usage with 80 %; both should be below.",
      "Look at the database connections in use; the runbook sets no limit for them.",
      "Make sure that last night's backup finished, that its storage has room, and that the last restore test passed.",
      "Search for API calls that nobody was allowed to make and for anything odd in the audit logs.",
      "Make sure that the TLS certificate is still valid.",
      "Read the error logs for the first time of the day.",
    ],
  },
  {
    name: "evening-log-review",
    title: "Evening log review",
    facts: ["VS-065"],
    rrule: "FREQ=DAILY;BYHOUR=18;BYMINUTE=0",
    because:
      "The runbook wants the error logs read in the morning and in the evening but gives no evening hour and no time zone; 18:00 is our choice until the owner decides.",
    steps: [
      "Read the error logs for the second time of the day.",
      "Make up for what the morning missed of the daily list: the backup's completion, the error rate and the certificate.",
    ],
  },
  {
    name: "weekly-review",
    title: "Weekly review",
    facts: ["VS-066"],
    rrule: "FREQ=WEEKLY;BYDAY=MO",
    because: "The runbook says weekly; Monday leaves the week to act.",
    steps: [
      "Read Supabase's slow-query log; the runbook does not say from which duration a query is slow.",
      "Look at how much disk space is used.",
      "Go through the security logs.",
      "Make sure that a backup was restored in the past seven days; the automatic restore test counts.",
    ],
  },
  {
    name: "monthly-maintenance",
    title: "Monthly maintenance",
    facts: ["VS-068"],
    rrule: "FREQ=MONTHLY;BYDAY=1TU",
    because:
      "The runbook says monthly; the first Tuesday follows the weekly review and leaves three working days to watch the updates.",
    steps: [
      "Bring the dependencies up to date.",
      "Install the security patches.",
      "Work on what is slow.",
      "Compare the capacity with the expected load.",
    ],
  },
  {
    name: "quarterly-exercises",
    title: "Quarterly audit and exercises",
    facts: ["VS-069"],
    rrule: "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=2WE",
    because:
      "The runbook says quarterly; the second Wednesday of the quarter's first month keeps the drill and the load test away from the monthly updates.",
    steps: [
      "Audit the security of the whole service.",
      "Tune the database.",
      "Rehearse the recovery from a disaster.",
      "Put the service under load and measure how it holds.",
    ],
  },
  {
    name: "annual-review",
    title: "Annual review",
    facts: ["VS-071"],
    rrule: "FREQ=YEARLY;BYMONTH=11;BYDAY=2WE",
    because:
      "The runbook says annually; November is free of the quarterly exercises and early enough for next year's plans.",
    steps: [
      "Audit compliance.",
      "Question the architecture.",
      "Bring the training material up to date.",
      "Look for costs that can be cut.",
    ],
  },
  {
    name: "runbook-review",
    title: "Runbook review",
    facts: ["VS-108"],
    rrule: "FREQ=YEARLY;BYMONTH=2,8;BYDAY=1WE",
    because:
      "Version 1.0 dates from February 2026 and its next review is due in August 2026; every half year follows from these two months, the first Wednesday is our choice.",
    steps: [
      "Read the runbook against what really runs, and correct it.",
      "Write the new version, its date and the month of the next review into it.",
    ],
  },
];

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
    topic: "maintenance",
    facts: ["VS-073"],
    text: "A deployment has a window of 30 minutes, without a stated day or hour. With plain Docker the old container stops before the new one starts, and the window is twice the recovery time objective of 15 minutes. No alert is therefore muted for it, so that an outage past those 15 minutes stays visible.",
  },
];
