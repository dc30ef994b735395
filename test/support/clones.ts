import type { CloneOptions, CloneRequest } from "../../environments/clone/request";
import { monitor } from "../../model/declaration";
import { percent } from "../../model/quantity";
import type { Service } from "../../model/service";
import { common, defaulted, ownOfEach, production, required } from "../../model/setting";
import { fact, setting } from "../../model/source";
import { estateOf, serviceOf, shopGuidance } from "./models";

const settings = [
  required("shop.domain", "Public host of the shop", "shop.example"),
  required("shop.loginUrl", "Address of the login page", "https://shop.example/login"),
  required("shop.socket", "Where browsers listen", "wss://live.shop.example/socket"),
  required("shop.mailbox", "Who hears of it", "ops@shop.example"),
  required("shop.slackChannel", "Slack channel for alerts", "shop-alerts"),
  required("shop.account", "Account, 12 digits", "000000000000"),
  required("shop.railway", "Id of the environment", "aaaaaaaa-0000-4000-8000-000000000001"),
  ownOfEach(defaulted("shop.namespace", "Namespace of the shop", "shop")),
  common("shop.lead", "Who leads", "33333333-3333-4333-8333-333333333333"),
  common("shop.project", "Slug of the project", "shop-web"),
  production("shop.vercel", "Vercel's word", { value: "production", example: "preview" }),
] as const;

const readEverything = monitor({
  name: "errors",
  title: "error rate",
  signal: "errorRate",
  critical: fact("VH-010", percent(5)),
  ...shopGuidance,
  impact: `Read ${settings.map(({ key }) => setting(key)).join(" ")}`,
});

/** A shop whose alert reads every setting but one, so that none of those may be left out; `shop.unread` may. */
export const clonedShop: Service = serviceOf({
  settings: [...settings, required("shop.unread", "What no alert reads", "some-word")],
  severities: serviceOf().severities,
  routes: { page: { purpose: "Wakes", handles: [] }, team: { purpose: "Tells", handles: [] } },
  guardrails: [readEverything],
});

/** A second service, which a clone may leave out. */
export const clonedTill: Service = serviceOf({
  ...clonedShop,
  name: "till",
  title: "Till",
  team: "till",
  settings: [required("till.host", "Host of the till", "till.example")],
  guardrails: [{ ...readEverything, name: "errors", impact: `Read ${setting("till.host")}` }],
});

const estate = estateOf({
  settings: [common("estate.runbooks", "Address of the runbooks", "https://runbooks.example")],
  routes: clonedShop.routes,
});

/** Nothing is asked of the clone but that it lives for three days. */
export const plainOptions: CloneOptions = {
  services: null,
  domains: [],
  set: [],
  secrets: [],
  esc: [],
  scale: null,
  relax: null,
  ttl: { seconds: 259_200, text: "3d" },
};

/** The request for a clone called demo. */
export const cloneRequest = (
  text: string,
  options: Partial<CloneOptions> = {},
  changes: Partial<CloneRequest> = {},
): CloneRequest => ({
  from: "prod",
  to: "demo",
  origin: { file: "Pulumi.prod.yaml", text },
  options: { ...plainOptions, ...options },
  known: [estate, clonedShop, clonedTill],
  now: "2026-11-21T19:30:00.000Z",
  expires: "2026-11-24T19:30Z",
  makesUp: false,
  ...changes,
});
