import {
  type RedisNode,
  type RedisCommand,
  type RedisReply,
  RedisReplyError,
} from "../../contracts/redis-control.ts";
import { QuantsError } from "../../errors.ts";

/** One command whose failure ends everything. */
export async function ask(node: RedisNode, ...command: RedisCommand): Promise<RedisReply> {
  const [reply = null] = await node.send([command]);
  if (reply instanceof RedisReplyError) throw refused(node, command, reply);
  return reply;
}

/** States of a server that pass: a failover, a start, a slot on its way to another server. */
const PASSING: ReadonlySet<string> = new Set([
  ...["MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN", "LOADING", "READONLY", "MASTERDOWN", "BUSY"],
]);

export function isPassing(reply: RedisReply | undefined): boolean {
  return reply instanceof RedisReplyError && PASSING.has(reply.code);
}

/** What a server says to a command instead of doing it. Retryable when its state will pass. */
export function refused(
  { name }: Pick<RedisNode, "name">,
  [command]: RedisCommand,
  reply: RedisReplyError,
): QuantsError {
  const { code, text } = reply;
  if (isPassing(reply)) {
    return new QuantsError("service_unavailable", `${name} is not ready: ${text}`, {
      hint: "It fails over, starts, or moves keys to another server. Repeat the command when it has done so.",
      resource: name,
      retryable: true,
    });
  }
  const isRight = code === "NOPERM" || code === "NOAUTH";
  return new QuantsError(
    isRight ? "access_denied" : "operation_failed",
    `${name} refuses ${command}: ${text}`,
    {
      hint: isRight
        ? "The user needs the rights for it; `ACL SETUSER` gives them."
        : "That is the server's own word; look into its log.",
      resource: name,
    },
  );
}

export function textOf(reply: RedisReply | undefined): string {
  if (Buffer.isBuffer(reply)) return reply.toString("utf8");
  if (reply instanceof RedisReplyError) return reply.text;
  return typeof reply === "string" || typeof reply === "number" ? String(reply) : "";
}

export function numberOf(reply: RedisReply | undefined): number {
  return typeof reply === "number" ? reply : Number(textOf(reply));
}

export function listOf(reply: RedisReply | undefined): readonly RedisReply[] {
  return Array.isArray(reply) ? (reply as readonly RedisReply[]) : [];
}

export function buffersOf(reply: RedisReply | undefined): Buffer[] {
  return listOf(reply).filter((it) => Buffer.isBuffer(it));
}
