import type { Problem } from "../../model/problem";
import { renewalWindow } from "./certificates";
import { deadRoute, escalationInTime, nobodyTwice, secondInTime } from "./chains";
import { muteIsRare, neverMuted } from "./maintenance";
import { pageIsComplete, quietEnvironment } from "./people";
import { burnReachable, objectiveSampling } from "./promises";
import { backupWatched, freshness, retentionInLock } from "./recovery";
import { recoveryPoint, recoveryTime } from "./recovery-promises";
import { noEmptyLayer, noEndedLayer, noGap } from "./rotations";
import type { CoherenceRule, Coherent } from "./rule";
import { silentGauge, silentProbe } from "./silence";
import { atMaximum, cpuAboveTarget, disruptionBudget, windowAfterScaling } from "./scaling";

/** Every rule that several guardrails must keep together, in the order in which their page shows them. */
export const coherenceRules: readonly CoherenceRule[] = [
  cpuAboveTarget,
  windowAfterScaling,
  atMaximum,
  disruptionBudget,
  freshness,
  backupWatched,
  retentionInLock,
  recoveryPoint,
  recoveryTime,
  objectiveSampling,
  burnReachable,
  renewalWindow,
  escalationInTime,
  secondInTime,
  nobodyTwice,
  deadRoute,
  noGap,
  noEndedLayer,
  noEmptyLayer,
  pageIsComplete,
  silentGauge,
  silentProbe,
  quietEnvironment,
  neverMuted,
  muteIsRare,
];

/** Where guardrails contradict one another. */
export function checkCoherence(plan: Coherent): readonly Problem[] {
  return coherenceRules.flatMap(({ code, find }) => find(plan).map((finding) => ({ code, ...finding })));
}
