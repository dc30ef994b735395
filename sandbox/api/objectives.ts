import { OBJECTIVE } from "../rules/datadog/types";
import { bags, record, text, texts } from "../rules/read";
import type { ObjectRecord } from "../store/record";
import type { ObjectStore } from "../store/store";
import { plainBag, type Bag } from "../wire/values";
import { inApiForm } from "./api-form";
import { fine, refused, type Handler } from "./exchange";
import { creatorOf } from "./sandbox-user";

/**
 * `GET /api/v1/slo`: the objectives with a tag, with a text in their name or of some ids, a page at a time.
 *
 * Source: https://docs.datadoghq.com/api/latest/service-level-objectives/#get-all-slos
 */
export const listObjectives =
  (store: ObjectStore): Handler =>
  async ({ url: { searchParams } }) => {
    const asked = (name: string): string => searchParams.get(name) ?? "";
    const [limit, offset] = [asked("limit") || "1000", asked("offset") || "0"];
    if (![limit, offset].every((each) => /^\d{1,9}$/.test(each)))
      return refused(400, "The parameters 'limit' and 'offset' must be whole numbers");
    const ids = asked("ids").split(",").filter(Boolean);
    const found = (await store.list("datadog", OBJECTIVE)).filter(({ id, inputs }) => {
      const { name, tags } = plainBag(inputs);
      return (
        (ids.length === 0 || ids.includes(id)) &&
        (asked("tags_query") === "" || texts(tags).includes(asked("tags_query"))) &&
        (text(name) ?? "").toLowerCase().includes(asked("query").toLowerCase())
      );
    });
    return fine({
      data: found.slice(Number(offset), Number(offset) + Number(limit)).map(objectiveOf),
      errors: [],
      metadata: { page: { total_count: found.length, total_filtered_count: found.length } },
    });
  };

function objectiveOf(objective: ObjectRecord): unknown {
  const { createdAt, id, updatedAt } = objective;
  const { sliSpecification, ...inputs } = plainBag(objective.inputs);
  const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);
  return {
    ...(inApiForm(inputs) as Bag),
    id,
    created_at: seconds(createdAt),
    modified_at: seconds(updatedAt),
    creator: creatorOf(objective),
    ...(sliSpecification !== undefined && {
      sli_specification: sliceOf(record(sliSpecification, "timeSlice")),
    }),
  };
}

/** The SDK has one formula in an object and each query under its kind; the API has two plain lists. */
function sliceOf({ query, ...slice }: Bag): Bag {
  const formula = record(query, "formula")["formulaExpression"] ?? null;
  const queries = bags(record(query)["queries"]).map(({ bag }) => inApiForm(record(bag, "metricQuery")));
  return { time_slice: { ...(inApiForm(slice) as Bag), query: { formulas: [{ formula }], queries } } };
}
