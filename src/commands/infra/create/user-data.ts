import { advice, toRun } from "../../../core/text/advice.ts";
import type { Context } from "../../../core/context.ts";
import { UsageError } from "../../../core/errors.ts";
import { readAtMost } from "../../shared/read-at-most.ts";

/** Lightsail takes scripts up to this size. */
const MAX_BYTES = 16_384;

/** The text of a file, or of stdin for `-`; refused when it can't be sent as it is. */
export async function readUserData(file: string, context: Context): Promise<string> {
  const bytes = await readBytes(file, context);
  const name = file === "-" ? "The user data on stdin" : `The user data file ${file}`;
  if (file === "-" && bytes.length === 0) {
    throw new UsageError("--user-data - was given, but stdin is empty.", {
      hint: advice`Check the command before the pipe. When it is resumed: ${toRun("infra resume", { yes: true })} < SCRIPT`,
    });
  }
  if (bytes.length > MAX_BYTES) {
    throw new UsageError(`${name} is larger than 16 KiB.`, {
      hint: "Use a short script that fetches the rest.",
      resource: file,
    });
  }
  const fault = notText(bytes);
  if (fault !== null) {
    throw new UsageError(`${name} ${fault}, and Lightsail takes UTF-8 text only.`, {
      hint: "Give plain text. For anything compressed or binary, use a short script that fetches it.",
      resource: file,
    });
  }
  // A byte-order mark is kept: what is sent is what the file holds.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

async function readBytes(file: string, { host }: Context): Promise<Buffer> {
  try {
    return await readAtMost(file, MAX_BYTES, host);
  } catch (error) {
    throw new UsageError(
      `The user data file ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`,
      { hint: "Check the path given to --user-data.", resource: file, cause: error },
    );
  }
}

/** Why it is no UTF-8 text; null when it is. */
function notText(bytes: Buffer): string | null {
  const starts = (...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte);
  if (starts(0x1f, 0x8b)) return "is compressed by gzip";
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return "is UTF-16 text";
  if (bytes.includes(0)) return "is binary";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return null;
  } catch {
    return "is not UTF-8 text";
  }
}

/** What cloud-init knows a script, or another form of user data, by. */
const KNOWN_START =
  /^(?:#!|#cloud-|#include|#part-handler|## template:|content-type:|mime-version:)/i;
const BYTE_ORDER_MARK = "\ufeff";

/** What is sent all the same, but will hardly do what was meant on that platform. */
export function userDataWarnings(text: string, platform: string): string[] {
  const script = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (script.trim() === "") return ["the user data is empty: nothing runs at the first start"];
  // Windows has its own scripts, and its own line ends.
  if (platform === "WINDOWS") return [];
  const warnings: string[] = [];
  if (script !== text) {
    warnings.push(
      "the user data begins with a byte-order mark, so Linux does not recognise its #! line",
    );
  }
  if (script.includes("\r\n")) {
    warnings.push("the user data has Windows line ends (CRLF), which break shells on Linux");
  }
  if (!KNOWN_START.test(script)) {
    warnings.push(
      "the user data begins with neither #! nor #cloud-config, so it may not run at all",
    );
  }
  return warnings;
}
