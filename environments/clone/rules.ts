/** Why each rule rewrites what it does. The names are for people and programs, and stay. */
export const cloneRules = {
  name: "Names, tags and metrics carry the environment's name.",
  origin: "A clone says what it was made of.",
  expires: "A clone ends: `belfry sweep` removes it afterwards.",
  "never-pages": "A clone wakes nobody.",
  unprotected: "What is protected could never be swept.",
  "daily-backups": "A clone keeps only the daily recovery points, for a week.",
  scaled: "--scale multiplies the origin's replicas.",
  relaxed: "--relax multiplies how much looser thresholds are.",
  services: "--services chooses what is deployed.",
  "no-examples": "Examples are one environment's; a clone has its own, or is asked for them.",
  "left-out-service": "It belongs to a service that the clone leaves out.",
  idle: "The clone has nothing that it would change.",
  over: "It was temporary, and is over.",
  domain: "--domain gives the clone hosts of its own.",
  "environment-word": "It names the origin's environment, and names the clone instead.",
  "own-default": "Its default would be the origin's too; with the clone's name it is the clone's own.",
  set: "--set says so.",
  unneeded: "Nothing that the clone deploys reads it, and it is the origin's own.",
  "made-up": "Nothing says what the clone's is; the sandbox makes one up.",
  secret: "Secrets are never copied.",
  "esc-import": "--esc gives the clone environments of its own.",
  encryption: "The clone's stack has its own encryption.",
  "other-package": "It may name the origin's account, role or credentials.",
} as const;

/** Name of a rule. */
export type RuleName = keyof typeof cloneRules;
