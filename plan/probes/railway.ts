/** Metrics that the Railway probe posts. */
export const railwayMetrics = {
  cpu: "belfry.railway.cpu",
  memory: "belfry.railway.memory",
  replicas: "belfry.railway.replicas",
  failedDeployments: "belfry.railway.failed_deployments",
  crashes: "belfry.railway.crashes",
} as const;

/**
 * Asks Railway's public API, since no integration carries its container figures to Datadog: usage against the limit,
 * the number of replicas, and deployments that failed or crashed since the last run.
 *
 * Schema: https://docs.railway.com/integrations/api
 */
export function railwayScript(): string {
  return `const { ENVIRONMENT_ID, PROJECT_TOKEN, SERVICE_ID, WINDOW_SECONDS, API = "https://backboard.railway.com/graphql/v2" } = process.env;
const since = new Date(Date.now() - Number(WINDOW_SECONDS) * 1000);

async function ask(query, variables) {
  const response = await fetch(API, {
    method: "POST",
    headers: { "content-type": "application/json", "project-access-token": PROJECT_TOKEN },
    body: JSON.stringify({ query, variables: { environment: ENVIRONMENT_ID, service: SERVICE_ID, ...variables } }),
    signal: AbortSignal.timeout(20_000),
  });
  const { data, errors } = await response.json();
  if (!response.ok || errors) throw new Error("Railway answered " + response.status + ": " + JSON.stringify(errors ?? null));
  return data;
}

const { metrics } = await ask(
  \`query ($environment: String, $service: String, $since: DateTime!) {
    metrics(environmentId: $environment, serviceId: $service, startDate: $since,
            measurements: [CPU_USAGE, CPU_LIMIT, MEMORY_USAGE_GB, MEMORY_LIMIT_GB]) {
      measurement values { ts value }
    }
  }\`,
  { since: since.toISOString() },
);
const latest = (name) => metrics.find(({ measurement }) => measurement === name)?.values.at(-1)?.value;
const share = (used, limit) => (used !== undefined && limit > 0 ? (100 * used) / limit : undefined);

const { serviceInstance, deployments } = await ask(
  \`query ($environment: String!, $service: String!) {
    serviceInstance(environmentId: $environment, serviceId: $service) { numReplicas }
    deployments(first: 20, input: { environmentId: $environment, serviceId: $service, status: { in: [FAILED, CRASHED] } }) {
      edges { node { status statusUpdatedAt createdAt } }
    }
  }\`,
);
const recent = deployments.edges.map(({ node }) => node).filter((node) => new Date(node.statusUpdatedAt ?? node.createdAt) >= since);
const values = {
  "${railwayMetrics.cpu}": share(latest("CPU_USAGE"), latest("CPU_LIMIT")),
  "${railwayMetrics.memory}": share(latest("MEMORY_USAGE_GB"), latest("MEMORY_LIMIT_GB")),
  "${railwayMetrics.replicas}": serviceInstance?.numReplicas ?? undefined,
  "${railwayMetrics.failedDeployments}": recent.filter(({ status }) => status === "FAILED").length,
  "${railwayMetrics.crashes}": recent.filter(({ status }) => status === "CRASHED").length,
};
for (const [metric, value] of Object.entries(values)) if (value !== undefined) console.log(metric, value);
`;
}
