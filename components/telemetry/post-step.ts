import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Step } from "../kubernetes/scripted-job";

/** What a {@link toPostStep} posts, and how. */
export interface Posting extends Poster {
  /** The metrics that may be posted; any other is an error. */
  readonly metrics: readonly string[];
  /** Tags that each metric carries. */
  readonly metricTags: readonly string[];
}

/** Who posts to Datadog, and where. */
export interface Poster {
  /** An image with Node.js 20 or newer. */
  readonly postImage: string;
  /** Kubernetes secret that holds the API key. */
  readonly datadogSecret: string;
  /** Datadog site, such as `datadoghq.eu`. */
  readonly datadogSite: string;
}

/**
 * The key under which Datadog's own Helm chart wants an API key in a secret.
 *
 * https://github.com/DataDog/helm-charts/blob/main/charts/datadog/README.md (`datadog.apiKeyExistingSecret`)
 */
const apiKeyKey = "api-key";

/**
 * The last step of a job that measures: posts what the steps before it wrote to `$WORK/measured`. It alone holds the
 * API key, and it holds nothing else.
 */
export function toPostStep({ metrics, metricTags, ...poster }: Posting): Step {
  return toStep(poster, { METRICS: JSON.stringify(metrics), TAGS: JSON.stringify(metricTags) });
}

/** What a {@link toEventStep} posts beside the events. */
export interface EventPosting extends Poster {
  /** Metric that is 1 at the end of each run. */
  readonly heartbeat: string;
  /** Tags that it carries. */
  readonly eventTags: readonly string[];
}

/** The same for a job that finds events: posts each of them, and then that it ran. */
export const toEventStep = ({ eventTags, heartbeat, ...poster }: EventPosting): Step =>
  toStep(poster, { POSTS: "events", METRICS: JSON.stringify([heartbeat]), TAGS: JSON.stringify(eventTags) });

function toStep({ datadogSecret, datadogSite, postImage }: Poster, environment: Step["environment"]): Step {
  return {
    name: "post",
    image: postImage,
    interpreter: "node",
    script: readFileSync(join(__dirname, "post.mjs"), "utf8"),
    environment: { ...environment, DD_SITE: datadogSite },
    secrets: [{ variable: "DD_API_KEY", secret: datadogSecret, key: apiKeyKey }],
    callsAws: false,
    measures: false,
  };
}
