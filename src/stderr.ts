import { fstatSync, writeSync } from "node:fs";
import { Writable } from "node:stream";
import type { OutputStream } from "./core/context.ts";

const STDERR = 2;
const PAUSE_MS = 10;

/**
 * The process's stderr; for a pipe, one that writes as it is told to and touches nothing else.
 * Node would make the pipe non-blocking for every process that shares it, and in
 * `quants-ctl inventory | ansible …` the other one is Ansible, which then refuses to start.
 */
export function openStderr(): OutputStream {
  const stat = fstatSync(STDERR);
  if (!stat.isFIFO() && !stat.isSocket()) return process.stderr;
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        writeFully(chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  // In its place: Node's sockets look at process.stderr when they are closed, which opens it.
  Object.defineProperty(process, "stderr", { value: stream, configurable: true });
  return stream;
}

function writeFully(bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(STDERR, bytes, written);
    } catch (error) {
      // Another process made the pipe non-blocking, and it is full.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
