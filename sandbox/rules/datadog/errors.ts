/** Datadog's answer to a monitor that it does not take. */
export const monitorError = (message: string): string =>
  `error creating monitor: 400 Bad Request: {"errors":["${message}"]}`;

/** Datadog's answer to an objective that it does not take. */
export const objectiveError = (message: string): string =>
  `error creating SLO: 400 Bad Request: {"errors":["${message}"]}`;
