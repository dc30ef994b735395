import { at, Draft, pathText } from "./draft";
import { dropEncryption, rewriteForeign, rewriteImports } from "./foreign";
import { dropIdle } from "./idle";
import { rewriteExceptions, rewriteKeys, serviceProblems } from "./keys";
import type { Clone, CloneRequest } from "./request";
import { closeSettings, rewriteSettings } from "./rewrite-settings";
import { uselessWords } from "./useless-words";
import { headerOf } from "./words";

/**
 * The file of a clone, from its origin's file as written. Same input, same bytes. What environments may share stays as it
 * is; what is the origin's own is rewritten by a rule, or asked for, all at once.
 */
export function cloneOf(request: CloneRequest): Clone {
  const { options, origin } = request;
  const draft = new Draft(origin.text);
  const deployed = deployedOf(draft, request);
  const chosen = ["estate", ...(options.services ?? deployed)];
  const refused = serviceProblems(request, deployed);
  const settings = rewriteSettings(draft, request, chosen);
  rewriteKeys(draft, request);
  rewriteExceptions(draft, request, chosen);
  dropEncryption(draft);
  const foreign = [...rewriteForeign(draft, request), ...rewriteImports(draft, request)];
  // A plan of services that are not there would ask for too little.
  const missing = refused.length > 0 ? [] : closeSettings(draft, request, settings);
  if (refused.length === 0) dropIdle(draft, request);
  return {
    text: draft.text(headerOf(request)),
    rewrites: draft.rewrites,
    inherited: inheritedOf(draft),
    problems: [
      ...refused,
      ...settings.problems,
      ...missing,
      ...foreign,
      ...uselessWords(request, { chosen, domains: settings.domains }),
    ],
  };
}

/** The services that the origin deploys. */
function deployedOf(draft: Draft, { known }: CloneRequest): readonly string[] {
  const all = known.map(({ name }) => name).filter((name) => name !== "estate");
  const written = draft.read(at("services"));
  return Array.isArray(written) && written.length > 0 ? all.filter((name) => written.includes(name)) : all;
}

/** Paths of what the clone's file has of the origin's, as it was. */
function inheritedOf(draft: Draft): readonly string[] {
  const rewritten = draft.rewrites.map(({ path }) => path);
  const paths = draft
    .keys(["config"])
    .flatMap((key) =>
      key === "belfry:settings"
        ? draft.keys(["config", key]).map((setting) => pathText(["config", key, setting]))
        : [key],
    );
  return paths.filter((path) => !rewritten.some((each) => each === path || each.startsWith(`${path}.`)));
}
