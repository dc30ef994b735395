import { always, scope } from "./kit";
import { cron } from "./times";

/** How often a job runs. */
export const rarely = cron({
  rarer: ["loosened", "schedule"],
  because: ["It runs less often.", "It runs more often."],
});
/** Where its hours are counted. */
export const timezone = always({ classes: ["schedule"], because: "Its hours are those of another place." });
/** What runs, and as whom. */
export const runs = scope("What it runs");
/** Where it runs, or where it stores. */
export const place = scope("Where it runs or stores");

/** Where a job of the operations cluster runs. */
export const job = { namespace: place, schedule: rarely, timezone, image: runs } as const;
