import { type RedisNode, type RedisReply, RedisReplyError } from "../../contracts/redis-control.ts";
import { QuantsError } from "../../errors.ts";
import { isPassing, refused, textOf } from "./replies.ts";
import type { Item } from "./item.ts";

/** A key's name for people: what is no text is shown as hexadecimal bytes. */
export function keyName(key: Buffer): string {
  const text = key.toString("utf8");
  const shown = Buffer.from(text, "utf8").equals(key) ? text : `0x${key.toString("hex")}`;
  return shown.length > 120 ? `${shown.slice(0, 117)}...` : shown;
}

/** Why a key could not be written. */
export function restoreFailure(
  { name }: Pick<RedisNode, "name">,
  { key, payload }: Item,
  reply: RedisReply | undefined,
): QuantsError {
  const said = textOf(reply);
  if (reply instanceof RedisReplyError && isPassing(reply))
    return refused({ name }, ["RESTORE"], reply);
  if (reply instanceof RedisReplyError && reply.code === "OOM") {
    return new QuantsError("capacity", `${name} has no memory left: ${said}`, {
      hint: "Give the target more memory (maxmemory, or a larger node), then go on with the same command.",
      resource: name,
    });
  }
  const isVersion = /payload version/.test(said);
  return new QuantsError(
    isVersion ? "invalid_state" : "operation_failed",
    `${name} does not take ${keyName(key)} (${payload.length} bytes): ${said}`,
    {
      hint: isVersion
        ? "The target is older than the source and can't read its values: use one of the same or a newer version."
        : "What was copied stays. Once the cause is gone, the same command goes on.",
      resource: keyName(key),
    },
  );
}
