import { monitor, type Declaration, type Silence } from "../../model/declaration";
import { count, minutes, percent, seconds } from "../../model/quantity";
import { fact, house, type Sourced } from "../../model/source";
import { attack, breach, errors, failedBuild, memory, payments, signIn, slow } from "./guidance";

/** Events that come from log lines which the runbook does not name: that there are none is the good case. */
export const quiet = (ask: string): Sourced<Silence> => house("zero", "No such line is the good case.", ask);

/** Alerts on what users notice. */
export const alerts: readonly Declaration[] = [
  monitor({
    name: "error-rate",
    title: "error rate",
    signal: "errorRate",
    warning: fact("WT-035", percent(3)),
    critical: fact("WT-020", percent(5)),
    over: fact("WT-020", minutes(5)),
    silence: house(
      "alert",
      "The checks from outside are requests too, so silence means that Netlify's logs no longer arrive or are read amiss.",
      "Does Netlify drain its traffic logs to Datadog, and which attributes hold status and path?",
    ),
    ...errors,
  }),
  monitor({
    name: "response-time",
    title: "average response time",
    signal: "latencyMean",
    warning: fact("WT-034", seconds(1), "An average, as the alert's own level is."),
    critical: fact("WT-021", seconds(2)),
    over: fact("WT-021", minutes(5)),
    silence: house(
      "resolve",
      "A check that does not answer tells itself.",
      "Is there another source of response times?",
    ),
    ...slow,
  }),
  monitor({
    name: "slowdown",
    title: "slower than the day before",
    signal: "latencyChange",
    critical: fact("WT-040", percent(50)),
    severity: fact("WT-040", "high"),
    ...slow,
  }),
  monitor({
    name: "page-load",
    title: "page load time",
    signal: "pageLoad",
    critical: fact("WT-019", seconds(2), "Transfer time, as the runbook's own script takes it."),
    silence: house(
      "resolve",
      "A check that does not answer tells itself.",
      "Is there another source of load times?",
    ),
    severity: house("medium", "The script only warns.", "Which severity does a slow page have?"),
    ...slow,
  }),
  monitor({
    name: "memory",
    title: "memory usage",
    signal: "memoryUsage",
    critical: fact("WT-023", percent(80)),
    sustainedFor: fact("WT-023", minutes(10)),
    ...memory,
  }),
  monitor({
    name: "payment-failures",
    title: "failed payments",
    signal: "paymentFailures",
    critical: fact("WT-041", count(1)),
    inclusive: true,
    severity: fact("WT-041", "critical"),
    silence: quiet("Which log line tells that a payment could not be processed?"),
    ...payments,
  }),
  monitor({
    name: "authentication-failures",
    title: "failures of sign-in",
    signal: "authenticationFailures",
    facts: ["WT-042"],
    critical: house(
      count(5),
      "The runbook gives no number; five in five minutes is no longer one user's trouble.",
      "How many failures mean that sign-in is broken?",
    ),
    inclusive: true,
    severity: fact("WT-042", "high"),
    silence: quiet("Which log line tells that sign-in itself failed, rather than a password?"),
    ...signIn,
  }),
  monitor({
    name: "failed-logins",
    title: "failed logins",
    signal: "failedLogins",
    critical: fact("WT-057", count(10), "Over all accounts and addresses."),
    over: fact("WT-057", minutes(5)),
    silence: quiet("Which log line tells a failed login, and should accounts be counted apart?"),
    ...attack,
  }),
  monitor({
    name: "security-events",
    title: "high-severity security events",
    signal: "securityEvents",
    critical: fact("WT-025", count(1)),
    inclusive: true,
    severity: fact("WT-025", "high", "The event's own severity; a proved breach is P0."),
    silence: quiet("Which product raises security events?"),
    ...breach,
  }),
  monitor({
    name: "deploy-failed",
    title: "failed build",
    signal: "deployFailures",
    critical: fact("WT-024", count(1)),
    inclusive: true,
    severity: house("medium", "The last good deployment stays published.", "Should a failed build page?"),
    silence: quiet("Which line of Netlify's deploy logs tells that a build failed?"),
    ...failedBuild,
  }),
];
