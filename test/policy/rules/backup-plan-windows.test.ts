import { backupPlanWindows } from "../../../policy/rules/backup-plan-windows";
import { describeRule } from "../../support/policy-rule";

const start = "rules[0].startWindow";
const completion = "rules[0].completionWindow";

describeRule(backupPlanWindows, {
  keeps: {
    "both windows": { props: { rules: [{ startWindow: 60, completionWindow: 240 }] } },
    "a start of another length": { props: { rules: [{ startWindow: 90, completionWindow: 180 }] } },
  },
  breaks: {
    "no window": {
      props: { rules: [{ ruleName: "daily" }] },
      found: [{ path: start }, { path: completion }],
    },
    "one window": { props: { rules: [{ startWindow: 60 }] }, found: [{ path: completion }] },
    "what the provider fills in": {
      props: { rules: [{ startWindow: 60, completionWindow: 180 }] },
      found: [{ path: start }, { path: completion }],
    },
    "a second rule": {
      props: { rules: [{ startWindow: 90, completionWindow: 240 }, { completionWindow: 240 }] },
      found: [{ path: "rules[1].startWindow" }],
    },
  },
});
