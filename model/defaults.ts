import type { Silence } from "./declaration";
import { days, hours, minutes, percent, seconds, type Duration } from "./quantity";
import type { Sparing } from "./platform-declaration";
import type { Severity } from "./severity";
import type { Reading } from "./signal";
import { documented, house, type Sourced } from "./source";

/*
 * House defaults: what Belfry assumes where a runbook is silent. Each says why it is a safe start and what to ask the
 * runbook's owner; `belfry check --assumptions` lists every use of them.
 */

const windowQuestion = "Over which window should this alert look?";

/** The window of a reading when the runbook names none. */
export const defaultWindow: Readonly<Record<Reading, Sourced<Duration>>> = {
  gauge: house(
    minutes(5),
    "Five minutes ride out a single spike and still leave time to act.",
    windowQuestion,
  ),
  ratio: house(
    minutes(5),
    "Five minutes hold enough requests for a share to mean something, and alert well inside the response times.",
    windowQuestion,
  ),
  count: house(
    minutes(5),
    "Events are added over five minutes, the window that the runbooks use where they name one.",
    windowQuestion,
  ),
  rate: house(minutes(1), "A rate a minute is counted over exactly a minute.", windowQuestion),
  percentile: house(minutes(5), "Five minutes of percentiles ride out one slow request.", windowQuestion),
  latest: house(
    minutes(30),
    "The newest of the measurements that a probe posts every few minutes, with room for a late one.",
    windowQuestion,
  ),
  change: house(
    minutes(60),
    "An hour against the same hour a day before leaves the daily rhythm out.",
    windowQuestion,
  ),
};

/** The window of a gauge that a probe posts every few minutes. */
export const probeWindow: Sourced<Duration> = house(
  minutes(15),
  "Three runs of a five-minute probe, so that one late run is not taken for silence.",
  windowQuestion,
);

const silenceQuestion = "Should missing data of this signal alert?";

/** What missing data means when the runbook says nothing. */
export const defaultSilence: Readonly<Record<Reading, Sourced<Silence>>> = {
  gauge: house(
    "alert",
    "A gauge that stops means that its source is gone, which nobody would notice otherwise.",
    silenceQuestion,
  ),
  ratio: house(
    "resolve",
    "No requests means nothing failed; that the service is up is watched by its health check.",
    silenceQuestion,
  ),
  count: house("zero", "No events is the good case.", silenceQuestion),
  rate: house("zero", "No events is the good case.", silenceQuestion),
  percentile: house(
    "resolve",
    "No requests means nothing was slow; that the service is up is watched by its health check.",
    silenceQuestion,
  ),
  latest: house("alert", "A probe that stops measuring must not look like good news.", silenceQuestion),
  change: house("resolve", "No requests means nothing to compare.", silenceQuestion),
};

/** What missing data means where each container or host alerts alone. */
export const groupedSilence: Sourced<Silence> = house(
  "resolve",
  "A container that is gone after a rollout is not silence; that the service is up is watched by its health check.",
  silenceQuestion,
);

/** How bad an alert is when the runbook does not say. */
export const defaultSeverity: Sourced<Severity> = house(
  "high",
  "The runbook raises it as an automatic alert, so someone should look at once; an outage is told by the health check.",
  "Which severity does this alert have?",
);

/** Time between two outside checks. */
export const defaultInterval: Sourced<Duration> = house(
  minutes(1),
  "A minute finds an outage within the shortest response time of any runbook (five minutes) and leaves time to act.",
  "How often should this address be checked?",
);

/** From where outside checks run. */
export const defaultLocations: Sourced<readonly string[]> = house(
  ["aws:us-east-1", "aws:eu-central-1", "aws:ap-southeast-1"],
  "Three continents, so that one provider's regional fault is not taken for the service's.",
  "From which regions do users come?",
);

/** How many of the locations must fail. */
export const defaultFailingLocations: Sourced<number> = house(
  2,
  "Two of three: a single location's network fault wakes nobody.",
  "From how many locations must a check fail?",
);

/** How long an outside check must fail. */
export const defaultFailingFor: Sourced<Duration> = house(
  minutes(2),
  "Two minutes ride out a restart and fit inside the shortest response time of five minutes.",
  "How long must a check fail before anyone is told?",
);

/** When a person is told again while an alert lasts, by severity; null says it once. */
export const defaultRenotify: Readonly<Record<Severity, Sourced<Duration | null>>> = {
  critical: house<Duration | null>(
    minutes(30),
    "An outage is told again every half hour, so that none is forgotten.",
    "How often should an alert repeat?",
  ),
  high: house<Duration | null>(
    minutes(60),
    "Told again every hour until someone acts.",
    "How often should an alert repeat?",
  ),
  medium: house<Duration | null>(null, "Informs once: it wakes nobody.", "How often should an alert repeat?"),
  low: house<Duration | null>(null, "Informs once: it wakes nobody.", "How often should an alert repeat?"),
};

/** Part of the way back, of the level itself or of what is left to 100 %, before an alert counts as over. */
export const recoveryMargin = house(
  percent(5),
  "A level must be left by a twentieth before the alert is over, so that a value on the edge does not flap.",
  "At which level does this alert count as over?",
);

/** Whether the hours of planned maintenance count against a service's objectives. */
export const defaultSparing: Sourced<Sparing> = house<Sparing>(
  "spared",
  "What was announced breaks no promise; two hours a month would spend the budget of 99.9 % nearly three times.",
  "Should the hours of planned maintenance count against the objectives?",
);

/** When the team hears of a maintenance window. */
export const defaultNotice: Sourced<Duration> = house(
  hours(24),
  "A day leaves time to move the work, or to tell whoever depends on the service.",
  "How long before a maintenance window must people hear of it, and on which channels?",
);

/** The zone in which duties count. */
export const defaultDutyZone: Sourced<string> = house(
  "UTC",
  "One clock for all services, the one in which the runbooks give their maintenance windows.",
  "In which time zone do the hours of the checklists count?",
);

/** When a duty without an hour is due. */
export const defaultDutyTime: Sourced<string> = house(
  "08:00",
  "Where a runbook names an hour for the first look of the day, 08:00 is the earliest.",
  "At which hour should people be reminded of a duty that names none?",
);

/** Time over which an objective holds. */
export const defaultPeriod: Sourced<Duration> = house(
  days(30),
  "Thirty days, the period in which the uptime budgets are usually read.",
  "Over which period does the objective hold?",
);

/** Time before a new group (a container, a host) is judged. */
export const newGroupDelay: Sourced<Duration> = house(
  seconds(300),
  "Five minutes let a new container start before its figures count.",
  "How long does an instance take to start?",
);

/** Delay for metrics that Datadog crawls from AWS. */
export const crawledDelay: Sourced<Duration> = documented(
  seconds(900),
  "https://docs.datadoghq.com/integrations/guide/cloud-metric-delay/",
  "CloudWatch metrics arrive late; fifteen minutes keep a late point from reading as silence.",
);
