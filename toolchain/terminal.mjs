/** "0:07", "12:30": time since `start` (milliseconds since 1970). */
export function elapsed(start) {
  const seconds = Math.round((Date.now() - start) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * A log: `log(text)` writes lines that stay, `log.status(text)` says what is going on just now. A terminal shows the
 * status in one line that is overwritten; a file or a CI log gets one only after `quietMs` without any other line, so
 * that a long step is seen to be alive and a short one adds nothing.
 */
export function createLog(stream = process.stderr, quietMs = 20_000) {
  let lastLine = Date.now();
  let statusShown = false;

  const log = (text) => {
    const clear = statusShown ? "\r\u001B[2K" : "";
    statusShown = false;
    lastLine = Date.now();
    stream.write(`${clear}${text}\n`);
  };
  log.status = (text) => {
    if (stream.isTTY) {
      statusShown = true;
      stream.write(`\r\u001B[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
    } else if (Date.now() - lastLine >= quietMs) {
      log(text);
    }
  };
  return log;
}
