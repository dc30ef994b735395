import { writtenDuration } from "../../model/quantity";
import { isTimezone, occurrences, recurrenceStart } from "../../model/recurrence";
import { recurrenceMistakes } from "../../model/recurrence-form";
import { isAlwaysHeard, silences } from "../mute";
import type { Guardrail, GuardrailOf } from "../types";
import { ofKind, type CoherenceRule, type Finding } from "./rule";

type Window = GuardrailOf<"downtime">;

/** What is lost during maintenance is heard during maintenance. */
export const neverMuted: CoherenceRule = {
  code: "coherence/never-muted",
  title: "No downtime silences what must always be heard",
  because:
    "A backup that fails, a certificate that runs out, a login that is forced or a payment that is lost does not wait for the end of the window.",
  example: "A downtime asks only for the tag of its service, which the alert on its backups carries too.",
  fix: "Let the downtime ask for maintenance:mutable as well, and give that tag only to what may be silenced.",
  find: ({ guardrails }) => {
    const heard = guardrails.filter((each) => isAlwaysHeard(each, guardrails));
    return ofKind(guardrails, "downtime").flatMap((window) =>
      heard
        .filter((each) => silences(window, each))
        .map(({ id }) => ({
          path: `${window.id}.monitorTags`,
          value: window.monitorTags.join(", "),
          rule: `${id} carries all of these tags, and it must be heard at all times.`,
          remedy: "Ask for maintenance:mutable as well, which such alerts never carry.",
        })),
    );
  },
};

const day = 86_400_000;
const block = 28 * day;
const share = 0.1;
const most = (share * block) / 1000;
const year = { from: recurrenceStart, to: new Date(recurrenceStart.getTime() + 13 * block) };

/** Planned maintenance is the exception. */
export const muteIsRare: CoherenceRule = {
  code: "coherence/mute-is-rare",
  title: "Planned maintenance mutes a service for at most a tenth of any four weeks, and every window ends",
  because:
    "Windows that add up, or that begin again before they end, are a permanent mute that nobody decided.",
  example: "A downtime of 20 h comes each day; or one of 30 h does, and so never ends.",
  fix: "Shorten the windows or let them come less often; silence what is wrong by changing the alert.",
  find: ({ guardrails }) => {
    const windows = ofKind(guardrails, "downtime").map((window) => ({ window, times: timesOf(window) }));
    const endless = windows.flatMap(({ times, window }) => endlessOf(window, times));
    return endless.length > 0
      ? endless
      : servicesOf(guardrails).flatMap((each) => shareOf(each, windows, guardrails));
  },
};

interface Scheduled {
  /** The downtime. */
  readonly window: Window;
  /** The moments at which it begins in a year, in milliseconds since 1970. */
  readonly times: readonly number[];
}

/** When a window begins in a year; never, where its rule is not understood, which another check tells. */
function timesOf({ rrule, timezone }: Window): readonly number[] {
  if (recurrenceMistakes(rrule).length > 0 || !isTimezone(timezone)) return [];
  return occurrences(rrule, timezone, year).map(({ at }) => at.getTime());
}

function endlessOf({ duration, id }: Window, times: readonly number[]): readonly Finding[] {
  const again = Math.min(...times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 1000));
  if (duration < again) return [];
  return [
    {
      path: `${id}.duration`,
      value: writtenDuration(duration),
      rule: `it comes again after ${writtenDuration(again)}, before it is over, so it never ends.`,
      remedy: `Shorten it to less than ${writtenDuration(again)}, or let it come less often.`,
    },
  ];
}

const servicesOf = (guardrails: readonly Guardrail[]): readonly string[] => [
  ...new Set(guardrails.map(({ service }) => service)),
];

/** What all windows that reach a service's alerts mute, hours in which several do counted once. */
function shareOf(
  service: string,
  windows: readonly Scheduled[],
  guardrails: readonly Guardrail[],
): readonly Finding[] {
  const own = guardrails.filter((each) => each.service === service);
  const reaching = windows.filter(({ window }) =>
    own.some((each) => each === window || silences(window, each)),
  );
  const spans = reaching.flatMap(({ times, window }) =>
    times.map((from) => ({ from, to: from + window.duration * 1000 })),
  );
  const muted = mutedAtMost(spans) / 1000;
  if (muted <= most) return [];
  return [
    {
      path: reaching.map(({ window }) => window.id).join(", "),
      value: writtenDuration(muted),
      rule: `of four weeks at most ${writtenDuration(Math.floor(most / 3600) * 3600)} of ${service} may be muted.`,
      remedy: "Shorten the windows, or let them come less often.",
    },
  ];
}

/** A time in which a window mutes. */
export interface Span {
  /** First moment, in milliseconds since 1970. */
  readonly from: number;
  /** First moment after it. */
  readonly to: number;
}

/** Milliseconds that spans cover, together and at most, of any four weeks: the fullest begin or end with a span. */
export function mutedAtMost(spans: readonly Span[]): number {
  const muted = together(spans);
  const backwards = muted.map(({ from, to }) => ({ from: -to, to: -from })).reverse();
  return Math.max(fullestFromAStart(muted), fullestFromAStart(backwards));
}

/** The same time in spans that do not touch, in order. */
function together(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((one, other) => one.from - other.from);
  return sorted.reduce<Span[]>((merged, { from, to }) => {
    const last = merged.at(-1);
    if (last === undefined || from > last.to) merged.push({ from, to });
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    return merged;
  }, []);
}

/** The most that is covered of four weeks that begin as a span does. */
function fullestFromAStart(muted: readonly Span[]): number {
  let most = 0;
  let whole = 0;
  let next = 0;
  for (const [index, { from, to }] of muted.entries()) {
    next = Math.max(next, index);
    for (let span = muted[next]; span !== undefined && span.to <= from + block; span = muted[++next])
      whole += span.to - span.from;
    const begun = Math.max(0, from + block - (muted[next]?.from ?? Infinity));
    most = Math.max(most, whole + begun);
    if (next > index) whole -= to - from;
  }
  return most;
}
