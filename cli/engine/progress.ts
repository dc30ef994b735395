/** Tells how far a long piece of work is: one line that rewrites itself on a terminal, a line now and then when piped. */
export interface Progress {
  /** What is happening now. */
  readonly say: (text: string) => void;
  /** Ends the moving line, so that what follows starts on its own. */
  readonly end: () => void;
}

const pipedEvery = 5000;

/** A progress line on standard error, so that what a command prints stays clean. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): Progress {
  if (stream.isTTY) {
    return {
      say: (text) => stream.write(`\r\x1b[2K${text.slice(0, Math.max(20, stream.columns - 1))}`),
      end: () => stream.write("\r\x1b[2K"),
    };
  }
  let last = 0;
  return {
    say: (text) => {
      if (Date.now() - last < pipedEvery) return;
      last = Date.now();
      stream.write(`${text}\n`);
    },
    end: () => undefined,
  };
}
