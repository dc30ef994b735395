import type { Declaration } from "../../model/declaration";
import { cores, count, gibibytes, mebibytes, millicores, percent } from "../../model/quantity";
import { fact, house, setting } from "../../model/source";
import { deployment, namespace } from "./telemetry";

/** How many replicas run, how many a drain may take, and how much each may use. */
export const capacity: readonly Declaration[] = [
  {
    kind: "autoscaling",
    name: "autoscaling",
    title: "autoscaling",
    target: { platform: "kubernetes", namespace, deployment },
    minimum: house(
      count(2),
      "Two, so that one may restart while the other answers.",
      "How many replicas run on a normal day?",
    ),
    maximum: fact("VS-043", count(4), "Four is how far the runbook scales by hand."),
    cpu: house(
      percent(70),
      "Scales while 30 % of the requested CPU is left; new pods start within a minute or two.",
      "At which CPU share should it scale out?",
    ),
  },
  {
    kind: "disruption-budget",
    name: "disruption-budget",
    title: "disruption budget",
    namespace,
    selector: { app: setting("victorysync.appLabel") },
    maxUnavailable: house(
      count(1),
      "One of two: a drain goes on, and someone still answers.",
      "How many replicas may a drain take at once?",
    ),
  },
  {
    kind: "capacity",
    name: "container-limits",
    title: "container limits",
    namespace,
    maximum: { cpu: fact("VS-049", cores(2)), memory: fact("VS-050", gibibytes(2)) },
    request: {
      cpu: house(
        millicores(250),
        "An eighth of the limit: small enough for four on one node.",
        "How much CPU does a quiet replica need?",
      ),
      memory: house(
        mebibytes(512),
        "A quarter of the limit, a small Node.js server.",
        "How much memory does a quiet replica need?",
      ),
    },
  },
];
