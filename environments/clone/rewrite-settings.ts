import type { Problem } from "../../model/problem";
import type { SettingDeclaration } from "../../model/setting";
import { isSecret } from "../../stacks/config-value";
import { at, type Draft } from "./draft";
import { askedSecret } from "./foreign";
import type { Names } from "./names";
import { plannedOf } from "./planned";
import type { CloneRequest } from "./request";
import { asked, settingFate } from "./settings";

/** What rewriting the settings left to do and to tell. */
export interface RewrittenSettings {
  /** What cannot be rewritten. */
  readonly problems: readonly Problem[];
  /** The names by which origin and clone are told apart. */
  readonly names: Names;
  /** Settings that are the origin's own, of which nothing tells the clone's. */
  readonly open: readonly SettingDeclaration[];
  /** Domains of the origin that stood in some setting. */
  readonly domains: ReadonlySet<string>;
}

/** Rewrites every setting of the services that the clone deploys, and leaves out those of others. */
export function rewriteSettings(
  draft: Draft,
  request: CloneRequest,
  chosen: readonly string[],
): RewrittenSettings {
  const problems: Problem[] = [];
  const open: SettingDeclaration[] = [];
  const domains = new Set<string>();
  const names = namesOf(draft, request);
  for (const { name, settings } of request.known) {
    for (const setting of settings) {
      const path = at("settings", setting.key);
      if (!chosen.includes(name)) draft.drop(path, "left-out-service");
      else if (isSecretHere(draft, request, setting))
        problems.push(...withoutSecret(draft, request, setting));
      else {
        const fate = fateOf(draft, request, { names, setting });
        if (fate.kind === "open") open.push(setting);
        if (fate.kind === "refused") problems.push(fate.problem);
        if (fate.kind !== "rewritten") continue;
        draft.write(path, fate.value, fate.rule, fallbackIn(names.from, setting));
        for (const domain of fate.domains) domains.add(domain);
      }
    }
  }
  return { problems, names, open, domains };
}

/** The names by which origin and clone are told apart. */
function namesOf(draft: Draft, { from, options, to }: CloneRequest): Names {
  const written = draft.read(at("environment"));
  return {
    from: typeof written === "string" && written !== "" ? written : from,
    to,
    domains: options.domains,
  };
}

const isSecretHere = (draft: Draft, { options }: CloneRequest, { key }: SettingDeclaration): boolean =>
  isSecret(draft.read(at("settings", key))) || options.secrets.some(([secret]) => secret === key);

function withoutSecret(
  draft: Draft,
  { from, makesUp, options }: CloneRequest,
  { key }: SettingDeclaration,
): readonly Problem[] {
  const path = at("settings", key);
  draft.drop(path, "secret");
  return makesUp || options.secrets.some(([secret]) => secret === key) ? [] : [askedSecret(path, from)];
}

interface Looked {
  readonly setting: SettingDeclaration;
  readonly names: Names;
}

function fateOf(
  draft: Draft,
  { options }: CloneRequest,
  { names, setting }: Looked,
): ReturnType<typeof settingFate> {
  const raw = draft.read(at("settings", setting.key));
  const written = typeof raw === "string" || typeof raw === "number" ? String(raw) : null;
  const given = new Map(options.set).get(setting.key) ?? null;
  const value = written ?? fallbackIn(names.from, setting);
  return settingFate({ declaration: setting, written, value, given }, names);
}

/** What holds in the origin where it writes nothing. */
const fallbackIn = (origin: string, { fallback, holdsIn }: SettingDeclaration): string | null =>
  holdsIn === "everywhere" || origin === "prod" ? fallback : null;

/**
 * Closes what is open: what nothing reads is left out, the rest is asked for at once, or left to the sandbox to make up.
 */
export function closeSettings(
  draft: Draft,
  request: CloneRequest,
  { names, open, problems }: RewrittenSettings,
): readonly Problem[] {
  const left = new Set(open.map(({ key }) => key));
  const { guardrails } = plannedOf(draft, request, { stack: request.to, left });
  const needed = new Set(guardrails.flatMap(({ unset }) => unset));
  for (const { key } of open) if (!needed.has(key)) draft.drop(at("settings", key), "unneeded");
  const secret = new Set(request.options.secrets.map(([key]) => key));
  const declared = request.known.flatMap(({ settings }) => settings);
  const missing = declared.filter(({ key }) => needed.has(key) && !secret.has(key));
  const told = new Set(problems.map(({ path }) => path));
  if (!request.makesUp)
    return missing.map((setting) => asked(setting, request)).filter(({ path }) => !told.has(path));
  for (const setting of missing) {
    const path = at("settings", setting.key);
    if (draft.read(path) === undefined) draft.note(path, "made-up", fallbackIn(names.from, setting));
    else draft.drop(path, "made-up");
  }
  return [];
}
