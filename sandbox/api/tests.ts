import { SYNTHETICS } from "../rules/datadog/types";
import { bags, numeric, record } from "../rules/read";
import type { ObjectRecord } from "../store/record";
import type { ObjectStore } from "../store/store";
import { plainBag, type Bag } from "../wire/values";
import { inApiForm, snakeCase } from "./api-form";
import { fine, refused, type Handler } from "./exchange";
import { creatorOf } from "./sandbox-user";

/**
 * `GET /api/v1/synthetics/tests`: every synthetic test, a page at a time, without the steps of browsers.
 *
 * Source: https://docs.datadoghq.com/api/latest/synthetics/#get-the-list-of-all-synthetic-tests
 */
export const listTests =
  (store: ObjectStore): Handler =>
  async ({ url: { searchParams } }) => {
    const [size, page] = [searchParams.get("page_size") ?? "100", searchParams.get("page_number") ?? "0"];
    if (![size, page].every((each) => /^\d{1,9}$/.test(each)))
      return refused(400, "The parameters 'page_size' and 'page_number' must be whole numbers");
    const start = Number(page) * Number(size);
    const all = await store.list("datadog", SYNTHETICS);
    return fine({ tests: all.slice(start, start + Number(size)).map(testOf) });
  };

/** What an assertion compares with is a number where that is what it asks about; the SDK writes all as texts. */
const counted: ReadonlySet<unknown> = new Set([
  "statusCode",
  "responseTime",
  "certificate",
  "packetLossPercentage",
]);

function testOf(test: ObjectRecord): unknown {
  const {
    assertions,
    locations,
    message,
    name,
    optionsList,
    requestDefinition,
    status,
    subtype,
    tags,
    type,
  } = plainBag(test.inputs);
  return {
    public_id: test.id,
    name,
    type,
    subtype,
    status,
    message: message ?? "",
    tags: tags ?? [],
    locations: locations ?? [],
    monitor_id: test.computed["monitorId"] ?? null,
    creator: creatorOf(test),
    options: optionsOf(record(optionsList)),
    config: {
      request: inApiForm(record(requestDefinition)),
      assertions: bags(assertions).map(({ bag }) => assertionOf(bag)),
    },
  };
}

/** Options that the API writes with underscores; it writes the others as the SDK does. */
const underscored: ReadonlySet<string> = new Set([
  "acceptSelfSigned",
  "allowInsecure",
  "followRedirects",
  "minFailureDuration",
  "minLocationFailed",
  "monitorName",
  "monitorOptions",
  "monitorPriority",
  "restrictedRoles",
  "tickEvery",
]);

const optionsOf = (options: Bag): Bag =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) =>
      underscored.has(name) ? [snakeCase(name), inApiForm(value)] : [name, value],
    ),
  );

function assertionOf(assertion: Bag): Bag {
  const { target, type } = assertion;
  const number = counted.has(type) ? numeric(target) : undefined;
  return { ...assertion, ...(number !== undefined && { target: number }) };
}
