/** States of which the share of changes is taken; older ones are forgotten. */
const remembered = 21;

/**
 * How much a state flaps, in percent: its changes among the last 21 states, newer ones counting more (0.75 for the
 * oldest, 1.25 for the newest).
 *
 * Formula: https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/flapping.html
 */
export function flappingShare(states: readonly unknown[]): number {
  const last = states.slice(-remembered);
  const possible = remembered - 1;
  // A shorter past fills up from the newest: what is not known did not change.
  const missing = remembered - last.length;
  let weight = 0;
  for (let at = 1; at < last.length; at++) {
    if (last[at] !== last[at - 1]) weight += 0.75 + (0.5 * (missing + at - 1)) / (possible - 1);
  }
  return (weight * 100) / possible;
}
