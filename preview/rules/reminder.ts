import { writtenDuration } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { common, deadline, priority, receivers } from "./common";
import { job, place, runs } from "./jobs";
import { always, keyed, parts, ranked, scope, text, type Rules } from "./kit";
import { duration, recurrence } from "./times";

type Reminder = GuardrailOf<"reminder">;
type Reminded = Reminder["reminders"][number];

const reminded: Rules<Reminded> = {
  name: text,
  kind: text,
  title: text,
  rrule: recurrence({
    rarer: ["loosened", "schedule"],
    because: ["People are reminded less often.", "People are reminded more often."],
  }),
  before: duration(
    ["tightened", "schedule"],
    ["People are reminded earlier.", "People are reminded later, which leaves less time."],
  ),
  text,
};

/** Rules of what people are reminded of. */
export const reminder: Rules<Reminder> = {
  ...common,
  ...job,
  suspended: ranked<boolean>({
    rank: Number,
    more: ["silenced", "loosened", "coverage-lost"],
    same: "schedule",
    because: ["Nobody is reminded any longer.", "People are reminded now."],
  }),
  reminders: keyed<Reminded, Reminder>({
    key: ({ name }) => name,
    each: (before, after, { field }) =>
      parts<Reminded, Reminded>(reminded)(before, after, { field, before, after }),
    write: ({ before, name }) => `${name}, ${writtenDuration(before)} before`,
    more: ["coverage-gained"],
    because: ["People are reminded of more.", "People are reminded of less."],
  }),
  eventTags: scope("What its events are found by"),
  heartbeat: scope("What tells that it runs"),
  postImage: runs,
  datadogSecret: runs,
  datadogSite: place,
  deadline,
  query: scope("What it finds"),
  over: always({ classes: ["window"], because: "It looks back over another time." }, (value) =>
    writtenDuration(Number(value)),
  ),
  message: text,
  tells: receivers("a reminder"),
  priority,
  runbook: text,
};
