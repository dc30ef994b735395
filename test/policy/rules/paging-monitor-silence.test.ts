import { pagingMonitorSilence } from "../../../policy/rules/paging-monitor-silence";
import { describeRule } from "../../support/policy-rule";

const page = { message: "Too hot. @opsgenie-shop", type: "query alert" };

describeRule(pagingMonitorSilence, {
  keeps: {
    "a monitor that informs": { props: { ...page, message: "Too hot. @slack-shop" } },
    "a page that says what missing data does": { props: { ...page, onMissingData: "default" } },
    "a page on missing data": { props: { ...page, type: "service check", notifyNoData: true } },
    "a page on an objective": { props: { ...page, type: "slo alert" } },
  },
  breaks: {
    "a page that says nothing": { props: page, found: [{ path: "onMissingData", value: "@opsgenie-shop" }] },
    "what the provider fills in": {
      props: { ...page, notifyNoData: false },
      found: [{ path: "onMissingData" }],
    },
  },
});
