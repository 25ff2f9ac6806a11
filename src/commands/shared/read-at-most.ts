import { closeSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import type { Host } from "../../core/context.ts";

const CHUNK = 65_536;

/**
 * The bytes of a file, or of stdin for `-`; of one that is larger than `most`, no more than tells
 * that it is: a device or a pipe may have no end.
 */
export async function readAtMost(file: string, most: number, host: Host): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (file === "-") {
    for await (const chunk of host.stdin) {
      chunks.push(Buffer.from(chunk as Uint8Array | string));
      size += chunks.at(-1)?.length ?? 0;
      if (size > most) break;
    }
    return Buffer.concat(chunks);
  }
  const descriptor = openSync(resolve(host.cwd, file), "r");
  try {
    while (size <= most) {
      const chunk = Buffer.alloc(Math.min(CHUNK, most + 1 - size));
      const read = readSync(descriptor, chunk);
      if (read === 0) break;
      size += read;
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return Buffer.concat(chunks);
}
