/** Columns that a text may take: those of the terminal, or as many as a log shows well. */
export const columns = (): number => (process.stdout.isTTY ? Math.max(60, process.stdout.columns) : 100);

/** A text in lines of some length, each indented; a word that is longer stays whole. */
export function wrapped(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && indent.length + longer.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = longer;
  }
  return [...lines, indent + line];
}
