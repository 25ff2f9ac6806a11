import type { RedisArgument, RedisCommand } from "../../core/contracts/redis-control.ts";

const CR = 13;
const LF = 10;
const LIST = 42;
const BULK = 36;
const ZERO = 48;
const ASCII = 0x80;

/** More than a length takes, with what surrounds it. */
const FRAME = 16;

/** Up to this length a loop is faster than a call. */
const SHORT = 48;

/** Commands as the protocol has them, in one buffer: one write for thousands of them. */
export function encode(commands: readonly RedisCommand[]): Buffer {
  let size = 0;
  for (const command of commands) {
    size += FRAME;
    // A character takes at most three bytes.
    for (const argument of command) {
      size += FRAME + (typeof argument === "string" ? 3 * argument.length : argument.length);
    }
  }
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const command of commands) {
    at = putLength(bytes, at, LIST, command.length);
    for (const argument of command) {
      at = putLength(bytes, at, BULK, lengthOf(argument));
      at = putArgument(bytes, at, argument);
      bytes[at++] = CR;
      bytes[at++] = LF;
    }
  }
  return bytes.subarray(0, at);
}

function lengthOf(argument: RedisArgument): number {
  return typeof argument === "string" ? Buffer.byteLength(argument) : argument.length;
}

function putLength(bytes: Buffer, start: number, type: number, length: number): number {
  let digits = 1;
  for (let rest = length; rest >= 10; rest = Math.trunc(rest / 10)) digits += 1;
  bytes[start] = type;
  let rest = length;
  for (let at = start + digits; at > start; at -= 1) {
    bytes[at] = ZERO + (rest % 10);
    rest = Math.trunc(rest / 10);
  }
  bytes[start + digits + 1] = CR;
  bytes[start + digits + 2] = LF;
  return start + digits + 3;
}

function putArgument(bytes: Buffer, start: number, argument: RedisArgument): number {
  const { length } = argument;
  if (typeof argument === "string") {
    if (length > SHORT) return start + bytes.write(argument, start);
    for (let index = 0; index < length; index += 1) {
      const code = argument.charCodeAt(index);
      if (code >= ASCII) return start + bytes.write(argument, start);
      bytes[start + index] = code;
    }
  } else if (length > SHORT) argument.copy(bytes, start);
  else for (let index = 0; index < length; index += 1) bytes[start + index] = argument[index] ?? 0;
  return start + length;
}
