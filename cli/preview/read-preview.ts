import { resolve } from "node:path";

import { ModelError } from "../../model/problem";
import { previewSchema, previewVersion, type Preview } from "../../preview/schema";
import { fileAsJson } from "./json";

/**
 * A preview that was made before. Whoever made it may be a stranger, so it is held to the contract, and what is held back
 * is counted again.
 *
 * @throws ModelError with the first of what in it breaks `preview.schema.json`
 */
export const readPreview = (file: string): Preview =>
  asPreview(fileAsJson(resolve(process.cwd(), file), "--read", file), file);

/** Problems of a file that are told: one that is no preview at all has thousands. */
const shown = 20;

/**
 * What a file holds as a preview.
 *
 * @throws ModelError with the first of what in it breaks `preview.schema.json`
 */
export function asPreview(read: unknown, file: string): Preview {
  const { data, error } = previewSchema.safeParse(read);
  if (data === undefined) {
    throw new ModelError(
      file,
      error.issues.slice(0, shown).map(({ message, path }) => ({
        code: "preview/contract",
        path: path.length === 0 ? file : `${file} ${path.map(String).join(".")}`,
        value: null,
        rule: `a preview must keep preview.schema.json: ${message.charAt(0).toLowerCase()}${message.slice(1, 200)}.`,
        remedy: `Make it with \`npx belfry preview --format json\` of a Belfry whose previews are of version ${previewVersion}.`,
      })),
    );
  }
  const held = data.changes.filter((each) => each.held).length;
  return { ...data, held: held + data.problems.filter(({ waived }) => !waived).length };
}
