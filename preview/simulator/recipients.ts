import type { GuardrailOf } from "../../plan/types";
import type { Notification } from "./result";

/** What of a planned alert says whom it tells. */
type Told = Pick<GuardrailOf<"monitor">, "notify" | "pages">;

/** Handles that a notification reaches; empty where the plan tells nobody of it. */
export function recipientsOf({ notify }: Told, { kind, state }: Notification): readonly string[] {
  switch (kind) {
    case "alert":
      return notify.alert;
    case "warn":
      return notify.warning;
    case "no-data":
      return notify.noData;
    case "recovery":
      return notify.recovery;
    case "renotify":
      return state === "no data" ? notify.noData : notify.alert;
  }
}

/** Whether a notification is a page: it comes from a guardrail that wakes a person, and something is wrong. */
export function isPage({ pages }: Pick<Told, "pages">, { kind }: Notification): boolean {
  return pages && kind !== "warn" && kind !== "recovery";
}
