/**
 * A place where Datadog delivers a notification. `name` may hold `${setting:…}`.
 *
 * Spelling: https://docs.datadoghq.com/monitors/notify/#notifications
 */
export interface Handle {
  /** `on-call` and `pagerduty` wake a person; the others inform. */
  readonly kind: "on-call" | "pagerduty" | "slack" | "email";
  /** Service whose escalation chain is called, PagerDuty service, Slack channel without `#`, or mail address. */
  readonly name: string;
}

/** Who hears of an alert. */
export interface Route {
  /** What the route is for, in a few words. */
  readonly purpose: string;
  /** The places, in the order in which they are written. */
  readonly handles: readonly Handle[];
}

/** True when a handle can wake a person. */
export function wakes(handle: Handle): boolean {
  return handle.kind === "on-call" || handle.kind === "pagerduty";
}

/** A handle as Datadog's messages spell it, such as `@slack-vendhub-alerts`. */
export function mention({ kind, name }: Handle): string {
  switch (kind) {
    case "on-call":
      return `@oncall-${name}`;
    case "pagerduty":
      return `@pagerduty-${name}`;
    case "slack":
      return `@slack-${name}`;
    case "email":
      return `@${name}`;
  }
}

/**
 * Handles in a text that wake a person, as Datadog's messages spell them: those that {@link mention} writes, and those of
 * other pagers, which only foreign resources hold. A mail address at a pager's domain is none.
 *
 * Spelling: https://docs.datadoghq.com/monitors/notify/#notifications
 */
export function wakingMentions(text: string): readonly string[] {
  return text.match(/(?<![\w.+-])@(?:oncall-|(?:pagerduty|opsgenie|victorops)(?!\w|\.\w))[\w-]*/g) ?? [];
}
