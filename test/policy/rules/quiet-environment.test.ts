import { quietEnvironment } from "../../../policy/rules/quiet-environment";
import { describeRule, production, staging } from "../../support/policy-rule";

const monitor = "datadog:index/monitor:Monitor";
const routing = "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules";
const sentry = "sentry:index/sentryIssueAlert:SentryIssueAlert";
const message = "Down. @oncall-shop";
const context = staging;
const pagerDuty = "sentry.integrations.pagerduty.notify_action.PagerDutyNotifyServiceAction";
const step = (actionId: string) => JSON.stringify({ steps: [{ name: "tell", actionId }] });

describeRule(quietEnvironment, {
  keeps: {
    "a page of a stack that pages": { type: monitor, props: { message, tags: ["env:prod"] } },
    "a page of such a stack that names no environment": { type: monitor, props: { message } },
    "a page of an environment that may": {
      type: monitor,
      props: { message, tags: ["env:dr"] },
      context: { ...staging, settings: { pagingEnvironments: ["dr"] } },
    },
    "a message to a channel": { type: monitor, props: { message: "Down. @slack-shop" }, context },
    "routing of low urgency": {
      type: routing,
      props: { teamId: "team", rules: [{ escalationPolicy: "policy", urgency: "low" }] },
      context,
    },
    "routing to a channel": {
      type: routing,
      props: { rules: [{ actions: [{ sendSlackMessage: { channel: "shop" } }] }] },
      context,
    },
    "a workflow that asks who is on call": {
      type: "datadog:index/workflowAutomation:WorkflowAutomation",
      props: { specJson: step("com.datadoghq.dd.oncall.getTeamOnCallUsers") },
      context,
    },
    "an action of Sentry to a channel": {
      type: sentry,
      props: { environment: "staging", actions: [{ id: "SlackNotifyServiceAction", channel: "#pagerduty" }] },
      context: { ...staging, stack: { environment: "prod", pages: true, shard: null } },
    },
  },
  breaks: {
    "a page of staging in a stack that pages": {
      type: monitor,
      props: { message, tags: ["env:staging"] },
      context: production,
      found: [{ path: "message", value: "@oncall-shop" }],
    },
    "a page of a stack that must not": {
      type: monitor,
      props: { message, tags: ["env:staging"] },
      context,
      found: [{}],
    },
    "a page of production in another stack": {
      type: monitor,
      props: { message, tags: ["env:prod"] },
      context,
      found: [{}],
    },
    "a test's message": {
      type: "datadog:index/syntheticsTest:SyntheticsTest",
      props: { message: "Down. @pagerduty-shop" },
      context,
      found: [{ path: "message", value: "@pagerduty-shop" }],
    },
    "a label that says staging": {
      type: "kubernetes:core/v1:ConfigMap",
      props: { metadata: { labels: { env: "staging" } }, data: { rules: "notify: @victorops-shop" } },
      found: [{ path: "data.rules", value: "@victorops-shop" }],
    },
    "a tag of AWS and a pager's address": {
      type: "aws:sns/topicSubscription:TopicSubscription",
      props: { tags: { env: "staging" }, endpoint: "https://events.eu.pagerduty.com/integration/1/enqueue" },
      found: [{ path: "endpoint", value: "events.eu.pagerduty.com" }],
    },
    "a recipient of a notification rule": {
      type: "datadog:index/monitorNotificationRule:MonitorNotificationRule",
      props: {
        recipients: ["oncall-shop", "slack-shop"],
        conditionalRecipients: { conditions: [{ scope: "x", recipients: ["pagerduty-shop"] }] },
      },
      context,
      found: [
        { path: "recipients[0]", value: "@oncall-shop" },
        { path: "conditionalRecipients.conditions[0].recipients[0]", value: "@pagerduty-shop" },
      ],
    },
    "an action of Sentry": {
      type: sentry,
      props: { environment: "staging", actions: [{ id: pagerDuty, account: "1" }] },
      found: [{ path: "actions[0].id", value: pagerDuty }],
    },
    "a step of a workflow": {
      type: "datadog:index/workflowAutomation:WorkflowAutomation",
      props: { tags: ["env:staging"], specJson: step("com.datadoghq.pagerduty.triggerIncident") },
      found: [{ path: "specJson", value: "com.datadoghq.pagerduty.triggerIncident" }],
    },
    "routing that escalates": {
      type: routing,
      props: {
        rules: [
          { actions: [{ escalationPolicy: { policyId: "policy", urgency: "high" } }] },
          { escalationPolicy: "policy" },
        ],
      },
      context,
      found: [{ path: "rules[0]" }, { path: "rules[1]" }],
    },
  },
});
