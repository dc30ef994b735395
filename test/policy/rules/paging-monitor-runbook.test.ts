import { pagingMonitorRunbook } from "../../../policy/rules/paging-monitor-runbook";
import { describeRule, production } from "../../support/policy-rule";

const message = "Too hot. @oncall-shop";
const asset = { category: "runbook", name: "Runbook", url: "https://wiki.example/shop" };

describeRule(pagingMonitorRunbook, {
  keeps: {
    "a monitor that informs": { props: { message: "Too hot. @slack-shop" } },
    "a monitor without message": { props: {} },
    "a runbook among its assets": { props: { message, assets: [asset] } },
    "a link that is called runbook": {
      props: { message: `${message} [Runbook](https://wiki.example/shop)` },
    },
    "a line that is called runbook": { props: { message: `${message}\nRunbook: https://wiki.example/shop` } },
    "an address of runbooks": { props: { message: `${message} https://runbooks.example/shop` } },
  },
  breaks: {
    "a page without any link": {
      props: { message },
      found: [{ path: "message", value: "@oncall-shop" }],
    },
    "another asset": {
      props: { message, assets: [{ ...asset, category: "dashboard" }] },
      found: [{ path: "message" }],
    },
    "an asset without address": {
      props: { message, assets: [{ ...asset, url: "" }] },
      found: [{ path: "message" }],
    },
    "a word without link": {
      props: { message: `${message} Read the runbook.` },
      found: [{ path: "message" }],
    },
    "a reminder that pages": {
      props: { message: "Too hot.", escalationMessage: "Still. @pagerduty-shop" },
      found: [{ value: "@pagerduty-shop" }],
    },
    "a pager of the team's own": {
      props: { message: "Too hot. @webhook-night-desk" },
      context: { ...production, settings: { alsoPagers: ["@webhook-night-desk"] } },
      found: [{ value: "@webhook-night-desk" }],
    },
  },
});
