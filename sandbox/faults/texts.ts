import type { PackageName } from "../packages";
import type { Operation } from "./faults";

/** A refusal that has words of its own. */
export type Refusal = "429" | "500" | "timeout";

/** The words with which the real provider reports a refusal of its API. */
export function refusalText(
  name: PackageName,
  what: { readonly type: string; readonly operation: Operation },
  refusal: Refusal,
): string {
  const noun = what.type.slice(what.type.lastIndexOf(":") + 1);
  return TEXTS[name](noun, what.operation, refusal);
}

type Text = (noun: string, operation: Operation, refusal: Refusal) => string;

const VERBS: Readonly<Record<Operation, string>> = {
  check: "validating",
  diff: "comparing",
  create: "creating",
  read: "reading",
  update: "updating",
  delete: "deleting",
  invoke: "calling",
};

const TEXTS: Readonly<Record<PackageName, Text>> = {
  datadog: (noun, operation, refusal) => {
    const path = `https://api.datadoghq.com/api/v1/${noun.toLowerCase()}`;
    const start = `1 error occurred:\n\t* error ${VERBS[operation]} ${noun} from ${path}: `;
    if (refusal === "429")
      return `${start}429 Too Many Requests: {"errors":["Rate limit of 100 requests in 10 seconds reached. Please try again later."]}`;
    if (refusal === "500") return `${start}500 Internal Server Error: {"errors":["Internal error"]}`;
    return `${start}Post "${path}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
  },
  sentry: (noun, operation, refusal) => {
    const start = `1 error occurred:\n\t* ${VERBS[operation]} ${noun}: POST https://sentry.io/api/0/: `;
    if (refusal === "429")
      return `${start}429 You are attempting to use this endpoint too frequently. Limit is 40 requests in 1 seconds`;
    if (refusal === "500") return `${start}500 map[detail:Internal Error]`;
    return `${start}context deadline exceeded`;
  },
  aws: (noun, operation, refusal) => {
    const start = `${VERBS[operation]} ${noun}: operation error ${noun}: `;
    if (refusal === "429")
      return `${start}exceeded maximum number of attempts, 25, https response error StatusCode: 429, RequestID: SANDBOX, ThrottlingException: Rate exceeded`;
    if (refusal === "500")
      return `${start}https response error StatusCode: 500, RequestID: SANDBOX, InternalServerError: The request processing has failed because of an unknown error`;
    return `${start}https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`;
  },
  kubernetes: (noun, operation, refusal) => {
    const start = `${VERBS[operation]} ${noun}: `;
    if (refusal === "429")
      return `${start}the server has received too many requests and has asked us to try again later`;
    if (refusal === "500") return `${start}Internal error occurred: etcdserver: request timed out`;
    return `${start}the server was unable to return a response in the time allotted, but may still be processing the request`;
  },
};
