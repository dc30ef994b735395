import { pagingMonitorOwner } from "../../../policy/rules/paging-monitor-owner";
import { describeRule } from "../../support/policy-rule";

const message = "Too hot. @pagerduty";

describeRule(pagingMonitorOwner, {
  keeps: {
    "a monitor that informs": { props: { message: "Too hot. @slack-shop", tags: [] } },
    "a page with a team": { props: { message, tags: ["service:shop", "team:shop"] } },
  },
  breaks: {
    "a page without tags": { props: { message }, found: [{ path: "tags", value: "@pagerduty" }] },
    "a page of no named team": {
      props: { message, tags: ["team:", "steam:shop"] },
      found: [{ path: "tags" }],
    },
  },
});
