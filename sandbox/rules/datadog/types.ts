/** Type token of Datadog monitors. */
export const MONITOR = "datadog:index/monitor:Monitor";
/** Type token of service level objectives. */
export const OBJECTIVE = "datadog:index/serviceLevelObjective:ServiceLevelObjective";
/** Type token of corrections of objectives. */
export const SLO_CORRECTION = "datadog:index/sloCorrection:SloCorrection";
/** Type token of synthetic tests. */
export const SYNTHETICS = "datadog:index/syntheticsTest:SyntheticsTest";
/** Type token of scheduled downtimes. */
export const DOWNTIME = "datadog:index/downtimeSchedule:DowntimeSchedule";
/** Type token of dashboards. */
export const DASHBOARD = "datadog:index/dashboard:Dashboard";
/** Type token of metrics made from logs. */
export const LOGS_METRIC = "datadog:index/logsMetric:LogsMetric";
/** Type token of metrics made from spans. */
export const SPANS_METRIC = "datadog:index/spansMetric:SpansMetric";
/** Type token of metrics made from real-user events. */
export const RUM_METRIC = "datadog:index/rumMetric:RumMetric";
/** Type token of on-call schedules. */
export const ON_CALL_SCHEDULE = "datadog:index/onCallSchedule:OnCallSchedule";
/** Type token of escalation policies. */
export const ESCALATION_POLICY = "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy";
/** Type token of a team's routing rules. */
export const ROUTING_RULES = "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules";
/** Type token of teams. */
export const TEAM = "datadog:index/team:Team";
