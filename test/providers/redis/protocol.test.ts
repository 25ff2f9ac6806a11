import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type RedisCommand,
  type RedisReply,
  RedisReplyError,
} from "../../../src/core/contracts/redis-control.ts";
import { Decoder } from "../../../src/providers/redis/decode.ts";
import { encode } from "../../../src/providers/redis/encode.ts";

/** What the decoder makes of the bytes when they come in pieces of these lengths. */
function decoded(bytes: Buffer, lengths: readonly number[]): RedisReply[] {
  const replies: RedisReply[] = [];
  const decoder = new Decoder((reply) => replies.push(reply));
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const length = lengths[index % lengths.length] ?? 1;
    decoder.take(bytes.subarray(at, at + length));
    at += length;
  }
  return replies;
}

const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
const argument = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.uint8Array({ maxLength: 80 }).map((it) => Buffer.from(it)),
);

test("commands are encoded as lists of bulk strings, whatever is in them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(argument, { minLength: 1, maxLength: 5 })),
      pieces,
      (made, cut) => {
        const commands = made.map(([name = "", ...rest]): RedisCommand => [String(name), ...rest]);
        const expected = commands.map((command) => command.map((it) => Buffer.from(it as string)));
        expect(decoded(encode(commands), cut)).toEqual(expected);
      },
    ),
  );
});

test("replies of every type are decoded, in whatever pieces they come", () => {
  const bytes = Buffer.from(
    "+OK\r\n-BUSYKEY Target key name already exists.\r\n:-2\r\n$-1\r\n*-1\r\n*0\r\n$0\r\n\r\n" +
      "*3\r\n:7\r\n*2\r\n$2\r\n\r\n\r\n$-1\r\n+a\r\n:0\r\n",
  );
  const expected = [
    ...["OK", new RedisReplyError("BUSYKEY Target key name already exists."), -2, null, null, []],
    ...[Buffer.from(""), [7, [Buffer.from("\r\n"), null], "a"], 0],
  ];
  fc.assert(
    fc.property(pieces, (cut) => {
      expect(decoded(bytes, cut)).toEqual(expected);
    }),
  );
});
