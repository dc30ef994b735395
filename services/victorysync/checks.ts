import type { Declaration } from "../../model/declaration";
import { days, hours, minutes, seconds } from "../../model/quantity";
import { fact, house, setting } from "../../model/source";
import { certificate, errors, outage, realtime, security } from "./guidance";
import { domain, namespace } from "./telemetry";

const answers = (because: string, ask: string) =>
  ({ on: "status", operator: "is", value: house(200, because, ask) }) as const;

/** What is called from outside, as users do. */
export const checks: readonly Declaration[] = [
  {
    kind: "synthetic",
    name: "homepage",
    title: "dashboard",
    facts: ["VS-001"],
    check: { kind: "http", method: "GET", url: `https://${domain}/` },
    assertions: [
      answers("A page that loads answers 200.", "Which status does the dashboard answer without a login?"),
    ],
    ...outage,
  },
  {
    kind: "synthetic",
    name: "admin-panel",
    title: "admin panel",
    facts: ["VS-002"],
    check: { kind: "http", method: "GET", url: `https://${domain}/admin` },
    assertions: [
      {
        on: "status",
        operator: "below",
        value: house(
          400,
          "Without a login it may answer itself or send to the login page; both are well.",
          "Which status does the admin panel answer without a login?",
        ),
      },
    ],
    severity: house("high", "Customers can still work.", "How bad is it when only the admin panel fails?"),
    ...outage,
  },
  {
    kind: "synthetic",
    name: "health",
    title: "health address",
    facts: ["VS-003"],
    check: { kind: "http", method: "GET", url: `https://${domain}/health` },
    assertions: [
      answers(
        "The answer is JSON of a form that is not stated; 200 is what a healthy one has.",
        "Which status and which fields does the health address answer?",
      ),
    ],
    ...outage,
  },
  {
    kind: "synthetic",
    name: "admin-orgs-closed",
    title: "organisations closed to strangers",
    facts: ["VS-078"],
    check: { kind: "http", method: "GET", url: `https://${domain}/api/admin/orgs` },
    assertions: [
      {
        on: "status",
        operator: "is",
        value: house(
          401,
          "A call without the header names no user, so it must be refused.",
          "Which status does the organisations address answer without the header, 401 or 403?",
        ),
      },
    ],
    every: house(
      minutes(15),
      "Whether it is closed changes with a release only, and each call counts among the refused ones.",
      "How often should this address be checked?",
    ),
    severity: house(
      "high",
      "A 200 means that strangers read the organisations.",
      "How bad is it when this address is open?",
    ),
    ...security,
    impact: "Strangers may read every organisation, or the API is down.",
    causes: ["a release that no longer asks who calls", "the API does not answer"],
    firstSteps: [
      "Call it without a header: curl -i https://<host>/api/admin/orgs.",
      "At 200, undo the last rollout and tell the security lead at once.",
      "At 5xx, follow the error-rate page.",
    ],
  },
  {
    kind: "synthetic",
    name: "login",
    title: "login page",
    check: { kind: "browser", url: setting("victorysync.loginUrl") },
    assertions: [],
    every: fact("VS-033", hours(1), "The hourly look; the page is loaded, the account stays with people."),
    severity: house("high", "Users who are logged in can still work.", "How bad is a failed login?"),
    ...errors,
    impact: "Users cannot log in.",
  },
  {
    kind: "synthetic",
    name: "dns",
    title: "DNS",
    facts: ["VS-101"],
    check: { kind: "dns", host: domain, record: "A" },
    assertions: [{ on: "record", operator: "some" }],
    ...outage,
    causes: ["the zone was changed", "the domain ended", "the name server does not answer"],
    firstSteps: [
      "Ask two resolvers: nslookup <host> 1.1.1.1, then 8.8.8.8.",
      "Look at the zone's last change and at the domain's end date with the registrar.",
      "Put the record back.",
    ],
  },
  {
    kind: "synthetic",
    name: "realtime",
    title: "realtime connection",
    facts: ["VS-059", "VS-060"],
    check: { kind: "websocket", url: setting("victorysync.realtimeUrl") },
    assertions: [
      {
        on: "response-time",
        below: house(
          seconds(5),
          "A socket that takes longer to open is as good as closed.",
          "How soon must the realtime socket open?",
        ),
      },
    ],
    severity: house("medium", "A reload still shows new data.", "How bad is it when realtime fails?"),
    ...realtime,
  },
  {
    kind: "certificate",
    name: "certificate",
    title: "certificate",
    facts: ["VS-023", "VS-061", "VS-063", "VS-064"],
    host: domain,
    critical: fact("VS-029", days(7)),
    issued: {
      namespace,
      issuer: setting("victorysync.certificateIssuer"),
      secret: "victorysync-tls",
      names: [domain, `www.${domain}`],
      duration: house(
        days(90),
        "What Let's Encrypt, which the runbook uses, issues.",
        "How long should a certificate last?",
      ),
      renewBefore: house(
        days(30),
        "A month of tries before the end, well before the alert.",
        "When should a certificate be renewed?",
      ),
    },
    ...certificate,
  },
  {
    kind: "certificate",
    name: "certificate-www",
    title: "certificate of the www name",
    facts: ["VS-023", "VS-061", "VS-064"],
    host: `www.${domain}`,
    critical: fact("VS-029", days(7)),
    ...certificate,
  },
];
