import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { QuantsError } from "../../errors.ts";
import { throwIfAborted } from "../../time/wait.ts";
import { type Element, elementIn, wrong } from "./element.ts";
import { type Form, Framer, FramingError } from "./framer.ts";

/** What a whole file was. */
export interface ReadExport {
  form: Form;
  bytes: number;
  sha256: string;
}

const CHUNK = 262_144;

/** Reads an export, of whatever size, and hands on each element. Never writes. */
export async function readExport(
  file: string,
  signal: AbortSignal,
  take: (element: Element) => void | Promise<void>,
): Promise<ReadExport> {
  const framer = new Framer();
  let number = 0;
  const whole = await eachChunk(file, signal, async (chunk) => {
    for (const { text, at } of framed(() => framer.push(chunk))) {
      number += 1;
      await take(elementIn(text, { file, number, at }));
    }
  });
  for (const { text, at } of framed(() => framer.end())) {
    number += 1;
    await take(elementIn(text, { file, number, at }));
  }
  return { form: framer.form ?? "lines", ...whole };

  function framed<T>(cut: () => T): T {
    try {
      return cut();
    } catch (error) {
      if (error instanceof FramingError)
        throw wrong({ file, number: number + 1, at: error.at }, error.message);
      throw error;
    }
  }
}

/** The digest of a file's bytes. */
export async function fileDigest(
  file: string,
  signal: AbortSignal,
): Promise<Omit<ReadExport, "form">> {
  return eachChunk(file, signal, () => {});
}

async function eachChunk(
  file: string,
  signal: AbortSignal,
  take: (chunk: Buffer) => void | Promise<void>,
): Promise<Omit<ReadExport, "form">> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    if (!(await stat(file)).isFile()) throw notFile(file);
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) {
      throwIfAborted(signal);
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      await take(chunk as Buffer);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof QuantsError || code === undefined || !("syscall" in (error as object)))
      throw error;
    throw new QuantsError(
      code === "ENOENT" ? "not_found" : "failed",
      `${file} can't be read: ${message}.`,
      { hint: "Give the file of an export with --from.", resource: file, cause: error },
    );
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** A pipe gives its bytes once, and waiting for its writer can't be cut short. */
function notFile(file: string): QuantsError {
  return new QuantsError(
    "invalid_input",
    `${file} is no regular file: an export is read several times.`,
    { hint: "Unpack it, or write it into a file, and give that with --from.", resource: file },
  );
}
