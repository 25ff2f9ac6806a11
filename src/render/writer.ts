import { advice, toRun } from "../core/text/advice.ts";
import type { OutputStream } from "../core/context.ts";
import { QuantsError } from "../core/errors.ts";

const CHUNK = 65_536;

/**
 * Writes pieces of text in large chunks and waits whenever the stream asks for it, so that a long
 * result is neither held in memory nor truncated when the process ends. A reader that has gone
 * (`| head`) ends it early, and is no failure.
 */
export async function writeAll(stream: OutputStream, pieces: Iterable<string>): Promise<void> {
  await writeWhileRead(stream, pieces);
}

/** The same; resolves with false when the reader has gone: then there is nobody to go on for. */
export async function writeWhileRead(
  stream: OutputStream,
  pieces: Iterable<string>,
): Promise<boolean> {
  let pending = "";
  for (const piece of pieces) {
    pending += piece;
    if (pending.length < CHUNK) continue;
    if (!(await write(stream, pending))) return false;
    pending = "";
  }
  return pending === "" ? stream.writable : write(stream, pending);
}

/** False when the reader has gone. */
function write(stream: OutputStream, text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined) resolve(true);
      else if (isClosedPipe(error)) resolve(false);
      else reject(unwritable(error));
    });
  });
}

/** The reader has gone (`| head`), so this is no failure. */
export function isClosedPipe(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return (
    code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "ERR_STREAM_WRITE_AFTER_END"
  );
}

/** The output is lost, e.g. because the disk is full. */
export function unwritable(cause: Error): QuantsError {
  return new QuantsError("failed", `The output can't be written: ${cause.message}.`, {
    hint: advice`The command's changes are done; free some space and look again, e.g. with ${toRun("infra list")}.`,
    cause,
  });
}
