// Posts what the containers before it wrote to $WORK/measured to Datadog, a line each: measurements ("metric value"), all as
// gauges at once, or events (JSON) where POSTS is "events", each by itself and then each of METRICS as 1: the run is through.
// Reads METRICS and TAGS (JSON arrays), DD_SITE, DD_API_KEY, WORK. A line that is not a planned metric with a number is an
// error, and nothing is posted then: half a measurement looks like a whole one.
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

const {
  DD_API_KEY,
  DD_SITE,
  METRICS = "[]",
  POSTS = "metrics",
  RETRY_AFTER = "2000",
  TAGS = "[]",
  WORK,
  API = `https://api.${DD_SITE}`,
} = process.env;
const tries = 4;

function fail(message) {
  console.error(`belfry: ${message}`);
  process.exit(1);
}

const planned = new Set(JSON.parse(METRICS));
const lines = (await readFile(`${WORK}/measured`, "utf8")).split("\n").filter((line) => line.trim() !== "");

// Type 3 is a gauge: https://docs.datadoghq.com/api/latest/metrics/#submit-metrics
const gauge = (metric, value, timestamp) => ({
  metric,
  type: 3,
  points: [{ timestamp, value }],
  tags: JSON.parse(TAGS),
});

/** Every measurement as one request. */
function measurements() {
  if (lines.length === 0) fail("nothing was measured");
  const timestamp = Math.floor(Date.now() / 1000);
  const series = lines.map((line) => {
    const [metric, text, ...rest] = line.trim().split(/\s+/);
    const value = Number(text);
    if (!planned.has(metric) || rest.length > 0 || text === undefined || !Number.isFinite(value)) {
      fail(`"${line}" is not a planned metric with a number`);
    }
    return gauge(metric, value, timestamp);
  });
  for (const metric of planned) {
    if (!series.some((each) => each.metric === metric)) console.error(`belfry: ${metric} was not measured`);
  }
  return [{ path: "/api/v2/series", body: { series } }];
}

/** Each event as a request of its own, of which often none is due, and last that the run is through. */
function events() {
  const timestamp = Math.floor(Date.now() / 1000);
  const series = [...planned].map((metric) => gauge(metric, 1, timestamp));
  return [
    ...lines.map((line) => ({ path: "/api/v1/events", body: JSON.parse(line) })),
    { path: "/api/v2/series", body: { series } },
  ];
}

async function post({ body, path }) {
  try {
    const response = await fetch(`${API}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "dd-api-key": DD_API_KEY },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    const answer = `${response.status}: ${await response.text()}`;
    return {
      done: response.status === 202,
      again: response.status === 429 || response.status >= 500,
      answer,
    };
  } catch (error) {
    return { done: false, again: true, answer: String(error.cause ?? error) };
  }
}

for (const request of POSTS === "events" ? events() : measurements()) {
  for (let attempt = 1; ; attempt += 1) {
    const { again, answer, done } = await post(request);
    if (done) break;
    if (!again || attempt === tries) fail(`Datadog answered ${answer}`);
    await setTimeout(Number(RETRY_AFTER) * attempt);
  }
}
console.log(lines.join("\n"));
