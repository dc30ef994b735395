import { ModelError } from "../../model/problem";
import type { Fields } from "../../model/record";
import { inputsOf, plainData, type ForeignMonitor } from "../../adoption/foreign-monitor";
import { appOf } from "../../plan/message/links";
import { connect, type Account, type Manner, type RefusedError } from "../../preview/history/pull/client";

/** Which monitors are read. */
export interface MonitorFilter {
  /** Tags that a monitor must all have, such as `team:shop`. */
  readonly tags: readonly string[];
  /** Search in the words of Datadog's own list of monitors; null reads all. */
  readonly query: string | null;
}

/** Monitors that one page of a list has: https://docs.datadoghq.com/api/latest/monitors/#get-all-monitors */
const pageSize = 100;

/**
 * The monitors of an account, through the official client; nothing is written.
 *
 * @throws ModelError with what the API refused
 */
export async function readMonitors(
  account: Account,
  { query, tags }: MonitorFilter,
  manner: Manner,
): Promise<readonly ForeignMonitor[]> {
  const { configuration, datadog, refusalOf } = await connect(account, manner);
  const api = new datadog.v1.MonitorsApi(configuration);
  try {
    const wanted = query === null ? null : await found(api, query);
    const monitors: ForeignMonitor[] = [];
    const list = api.listMonitorsWithPagination({
      pageSize,
      ...(tags.length > 0 && { monitorTags: tags.join(",") }),
    });
    for await (const monitor of list) {
      const { id } = monitor;
      if (id === undefined || wanted?.has(id) === false) continue;
      const inputs = inputsOf(plainData(monitor) as Fields);
      monitors.push({ id: String(id), address: addressOf(account, id), inputs });
    }
    return monitors;
  } catch (error) {
    throw refused(account, refusalOf(error));
  }
}

interface Searching {
  readonly searchMonitors: (param: {
    readonly query: string;
    readonly page: number;
    readonly perPage: number;
  }) => Promise<{
    readonly monitors?: readonly { readonly id?: number }[];
    readonly metadata?: { readonly pageCount?: number };
  }>;
}

/** Ids of what a search finds: https://docs.datadoghq.com/api/latest/monitors/#monitors-search */
async function found(api: Searching, query: string): Promise<ReadonlySet<number>> {
  const ids = new Set<number>();
  for (let page = 0; ; page++) {
    const { metadata, monitors = [] } = await api.searchMonitors({ query, page, perPage: pageSize });
    for (const { id } of monitors) if (id !== undefined) ids.add(id);
    if (monitors.length === 0 || page + 1 >= (metadata?.pageCount ?? 1)) return ids;
  }
}

/**
 * Where a person sees a monitor: https://docs.datadoghq.com/getting_started/site/#access-the-datadog-site. What is no site of
 * Datadog's has no page.
 */
function addressOf({ url }: Account, id: number): string {
  const { host, hostname } = new URL(url);
  return host.startsWith("api.")
    ? `https://${appOf(host.slice("api.".length))}/monitors/${id}`
    : `${hostname === "127.0.0.1" ? "sandbox" : host}/monitors/${id}`;
}

function refused({ url }: Account, { message, status }: RefusedError): ModelError {
  const { host } = new URL(url);
  return new ModelError("The account", [
    {
      code: "import/unread",
      path: host,
      value: status === null ? null : String(status),
      rule: `it did not give its monitors: ${message.replace(/\.$/, "")}.`,
      remedy:
        status === 401 || status === 403
          ? "Give the application key the permission monitors_read, and take both keys of one account: https://docs.datadoghq.com/account_management/api-app-keys/"
          : "Mend that, and ask again.",
    },
  ]);
}
