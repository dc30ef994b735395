import type { RuleBook } from "../rule";
import { burnRateRules } from "./burn-rate";
import { dashboardRules } from "./dashboard";
import { downtimeRules } from "./downtime";
import { metricRules } from "./metrics";
import { monitorMessageRules } from "./monitor-message";
import { monitorMissingDataRules } from "./monitor-missing-data";
import { monitorQueryRules } from "./monitor-query-rules";
import { monitorRenotifyRules } from "./monitor-renotify";
import { monitorThresholdRules } from "./monitor-thresholds";
import { monitorRules } from "./monitor";
import { objectiveRules } from "./objective";
import { objectiveMonitorRules } from "./objective-monitors";
import { onCallRules } from "./on-call";
import { onCallScheduleRules } from "./on-call-schedule";
import { datadogReferences } from "./references";
import { correctionRules } from "./slo-correction";
import { syntheticsRules } from "./synthetics";
import { syntheticsAssertionRules } from "./synthetics-assertions";
import { syntheticsRequestRules } from "./synthetics-request";
import { tagRules } from "./tags";

/** What Datadog refuses. */
export const datadogRules: RuleBook = {
  package: "datadog",
  rules: [
    ...monitorQueryRules,
    ...monitorMissingDataRules,
    ...monitorRenotifyRules,
    ...monitorRules,
    ...monitorThresholdRules,
    ...monitorMessageRules,
    ...burnRateRules,
    ...objectiveRules,
    ...objectiveMonitorRules,
    ...correctionRules,
    ...syntheticsRules,
    ...syntheticsAssertionRules,
    ...syntheticsRequestRules,
    ...downtimeRules,
    ...dashboardRules,
    ...metricRules,
    ...onCallRules,
    ...onCallScheduleRules,
    ...tagRules,
  ],
  references: datadogReferences,
};
