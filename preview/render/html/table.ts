import { markup, none, type Markup, type Part } from "./markup";

/** A column of a table. */
export interface Column {
  /** Its head. */
  readonly head: string;
  /** Whether it holds numbers, which stand to the right, or a picture, which needs room. */
  readonly as?: "number" | "wide";
  /** Whether its head is only heard: what stands in it says itself what it is. */
  readonly unseen?: true;
}

/** A row; its first cell names it. */
export interface Row {
  /** Marks what a reviewer must see. */
  readonly held?: boolean;
  /** One cell for each column. */
  readonly cells: readonly Part[];
}

/** A table of a page. */
export interface Table {
  /** Its class. */
  readonly name: string;
  /** What it holds; left out where a heading right above it says so. */
  readonly caption?: string;
  /** Its columns. */
  readonly columns: readonly Column[];
  /** Its rows. */
  readonly rows: readonly Row[];
}

/**
 * A table that a narrow screen shows as blocks, each cell under its column's head. The roles keep it a table for those
 * who hear it, however it is laid out (https://www.w3.org/TR/wai-aria-1.2/#table).
 */
export function tableOf({ caption, columns, name, rows }: Table): Markup {
  return markup`<div class="scroll"><table class="${name}" role="table">${
    caption === undefined ? none : markup`<caption>${caption}</caption>`
  }<thead role="rowgroup"><tr role="row">${columns.map(headCell)}</tr></thead><tbody role="rowgroup">${rows.map(
    ({ cells, held = false }) =>
      markup`<tr role="row"${held ? markup` class="held"` : none}>${cells.map((cell, index) => bodyCell(cell, index, columns[index]))}</tr>`,
  )}</tbody></table></div>
`;
}

function headCell({ as, head, unseen }: Column): Markup {
  const text = unseen ? markup`<span class="unseen">${head}</span>` : head;
  return markup`<th scope="col" role="columnheader"${classOf(as)}>${text}</th>`;
}

function bodyCell(cell: Part, index: number, column: Column | undefined): Markup {
  if (index === 0) return markup`<th scope="row" role="rowheader">${cell}</th>`;
  const label = column === undefined || column.unseen ? none : markup` data-head="${column.head}"`;
  return markup`<td role="cell"${classOf(column?.as)}${label}>${cell}</td>`;
}

const classOf = (as: Column["as"]): Markup => (as === undefined ? none : markup` class="${as}"`);
