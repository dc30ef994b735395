import { z } from "zod";

import { topics, type Duty, type Note, type Topic } from "../../model/note";
import type { Handle, Route } from "../../model/route";
import type { Decision, Service, Undeployed } from "../../model/service";
import type { SettingDeclaration } from "../../model/setting";
import type { SeverityLevel, SeverityScale } from "../../model/severity";
import { alertForms } from "./alerts";
import {
  duration,
  factIds,
  form,
  notices,
  oneOf,
  signalName,
  sourced,
  telemetry,
  textOrNull,
  texts,
  text,
} from "./parts";
import { platformForms } from "./platform";

const setting = form<SettingDeclaration>({
  key: text,
  describe: text,
  example: text,
  fallback: textOrNull,
  holdsIn: oneOf<SettingDeclaration["holdsIn"]>(["everywhere", "production"]),
  shared: z.boolean(),
  facts: factIds,
});

const level = form<SeverityLevel>({
  label: text,
  respondWithin: duration,
  acknowledgeWithin: duration.optional(),
  route: text,
});

const route = form<Route>({
  purpose: text,
  handles: z.array(
    form<Handle>({
      kind: oneOf<Handle["kind"]>(["on-call", "pagerduty", "slack", "email"]),
      name: text,
    }),
  ),
});

const duty = form<Duty>({
  name: text,
  title: text,
  facts: factIds,
  rrule: text,
  because: textOrNull,
  steps: texts,
  timezone: sourced(text).optional(),
  notices: notices.optional(),
});

const note = form<Note>({
  topic: oneOf(Object.keys(topics) as readonly Topic[]),
  facts: factIds,
  text: text,
});

/** A whole service as it must stand in services/: what the compiler asks for, asked of the values themselves. */
export const serviceForm = form<Service>({
  name: text,
  title: text,
  stack: text,
  team: text,
  runbook: text,
  settings: z.array(setting),
  severities: form<SeverityScale>({ critical: level, high: level, medium: level, low: level }),
  routes: z.record(z.string(), route),
  telemetry: z.partialRecord(signalName, telemetry.optional()),
  guardrails: z.array(z.discriminatedUnion("kind", [...alertForms, ...platformForms])),
  duties: z.array(duty),
  notes: z.array(note),
  undeployed: z.array(form<Undeployed>({ facts: factIds, because: text })),
  decisions: z.array(form<Decision>({ id: text, decided: text, because: text })),
});
