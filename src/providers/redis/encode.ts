import type { RedisArgument, RedisCommand } from "../../core/contracts/redis-control.ts";

const CR = 13;
const LF = 10;

/** More than the digits of any length, with what surrounds them. */
const FRAME = 16;

/** Commands as the protocol has them, in one buffer: one write for thousands of them. */
export function encode(commands: readonly RedisCommand[]): Buffer {
  let size = 0;
  for (const command of commands) {
    size += FRAME;
    for (const argument of command) size += FRAME + lengthOf(argument);
  }
  const buffer = Buffer.allocUnsafe(size);
  let at = 0;
  for (const command of commands) {
    at += buffer.write(`*${command.length}\r\n`, at, "latin1");
    for (const argument of command) {
      at += buffer.write(`$${lengthOf(argument)}\r\n`, at, "latin1");
      at += typeof argument === "string" ? buffer.write(argument, at) : argument.copy(buffer, at);
      buffer[at++] = CR;
      buffer[at++] = LF;
    }
  }
  return buffer.subarray(0, at);
}

function lengthOf(argument: RedisArgument): number {
  return typeof argument === "string" ? Buffer.byteLength(argument) : argument.length;
}
