import { days, hours } from "../model/quantity";
import type { Service } from "../model/service";
import { common, defaulted, ownOfEach, required } from "../model/setting";
import { house } from "../model/source";

const respond = house(
  hours(24),
  "Nothing shared wakes anyone by itself.",
  "Who answers for what services share?",
);

/** What the services share: the backup store, the overview, and the settings that are no single service's. */
export const estate: Service = {
  name: "estate",
  title: "Estate",
  stack: "AWS and the operations cluster",
  team: "platform",
  runbook: "estate.md",
  settings: [
    common(
      "estate.runbooks",
      "Base address under which the generated catalogue is published",
      "https://runbooks.example",
    ),
    required("estate.awsAccount", "AWS account that keeps the backups, 12 digits", "000000000000"),
    defaulted("estate.awsRegion", "AWS region that keeps the backups", "eu-central-1"),
    ownOfEach(
      defaulted(
        "estate.operationsNamespace",
        "Namespace of the operations cluster in which jobs run",
        "belfry",
      ),
    ),
    required(
      "estate.oidcProvider",
      "OIDC issuer of the operations cluster, without https://",
      "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE",
    ),
    required("estate.backupMailbox", "Mailbox that hears of failed backup jobs", "backups@belfry.example"),
    defaulted(
      "estate.datadogSite",
      "Datadog site: jobs post to it, and alerts link to its app",
      "datadoghq.com",
    ),
    common("estate.sentryOrganization", "Slug of the Sentry organisation", "belfry-example"),
    common("estate.sentrySlackIntegration", "Sentry's numeric id of its Slack integration", "100001"),
    common("estate.sentryPagerDutyIntegration", "Sentry's numeric id of its PagerDuty integration", "100002"),
  ],
  severities: {
    critical: { label: "critical", respondWithin: respond, route: "none" },
    high: { label: "high", respondWithin: respond, route: "none" },
    medium: { label: "medium", respondWithin: respond, route: "none" },
    low: { label: "low", respondWithin: respond, route: "none" },
  },
  routes: { none: { purpose: "Nobody", handles: [] } },
  telemetry: {},
  guardrails: [
    {
      kind: "backup-store",
      name: "backups",
      title: "backup store",
      minimumRetention: house(
        days(7),
        "The shortest retention of any plan.",
        "How short may backups be kept?",
      ),
      maximumRetention: house(
        days(400),
        "A year of archives with a month to spare.",
        "How long may backups be kept?",
      ),
      restoreTesting: house(
        "0 9 ? * MON *",
        "Each Monday morning, when someone is there to look.",
        "How often should recovery points be restored?",
      ),
    },
  ],
  duties: [],
  notes: [],
  undeployed: [],
  decisions: [],
};
