import { type RedisReply, RedisReplyError } from "../../core/contracts/redis-control.ts";

const CR = 13;
const MINUS = 45;
const STATUS = 43;
const NUMBER = 58;
const BULK = 36;
const LIST = 42;
const ZERO = 48;

/** No reply may be nested deeper: a server that sends this is none. */
const DEEPEST = 16;

/** The answer does not follow the protocol. */
class NotRedis extends Error {}

/**
 * Takes the bytes of a connection as they come, and hands on each whole reply. Texts share the
 * memory of what was received.
 */
export class Decoder {
  readonly #onReply: (reply: RedisReply) => void;
  /** What is not yet a whole reply, and how many bytes it takes to look again. */
  #pieces: Buffer[] = [];
  #held = 0;
  #wanted = 1;
  #at = 0;
  /** A long list whose items are still coming. */
  #open: { items: RedisReply[]; length: number } | null = null;

  constructor(onReply: (reply: RedisReply) => void) {
    this.#onReply = onReply;
  }

  /** Throws NotRedis. */
  take(chunk: Buffer): void {
    this.#pieces.push(chunk);
    this.#held += chunk.length;
    // A long value comes in many pieces, which are put together once.
    if (this.#held < this.#wanted) return;
    const bytes = this.#pieces.length === 1 ? chunk : Buffer.concat(this.#pieces, this.#held);
    let start = 0;
    this.#wanted = 1;
    while (start < bytes.length) {
      if (!this.#next(bytes, start)) break;
      start = this.#at;
    }
    const rest = bytes.subarray(start);
    this.#wanted = Math.max(rest.length + 1, this.#wanted - start);
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
  }

  /** Takes one reply, or one item of a list; false when it is not there as a whole. */
  #next(bytes: Buffer, start: number): boolean {
    if (this.#open === null && bytes[start] === LIST) {
      const length = this.#number(bytes, start + 1);
      if (length === undefined) return false;
      if (length <= 0) this.#onReply(length < 0 ? null : []);
      else this.#open = { items: [], length };
      return true;
    }
    const reply = this.#read(bytes, start, 0);
    if (reply === undefined) return false;
    if (this.#open === null) {
      this.#onReply(reply);
      return true;
    }
    const { items, length } = this.#open;
    items.push(reply);
    if (items.length === length) {
      this.#open = null;
      this.#onReply(items);
    }
    return true;
  }

  /** Undefined when the reply is not there as a whole. */
  #read(bytes: Buffer, start: number, depth: number): RedisReply | undefined {
    const type = bytes[start];
    if (type === STATUS || type === MINUS) {
      const end = bytes.indexOf("\r\n", start, "latin1");
      if (end < 0) return undefined;
      this.#at = end + 2;
      const text = bytes.toString("utf8", start + 1, end);
      return type === STATUS ? text : new RedisReplyError(text);
    }
    if ((type !== NUMBER && type !== BULK && type !== LIST) || depth > DEEPEST) {
      throw new NotRedis();
    }
    const value = this.#number(bytes, start + 1);
    if (value === undefined || type === NUMBER) return value;
    if (value < 0) return null;
    return type === BULK ? this.#bulk(bytes, value) : this.#list(bytes, value, depth);
  }

  #number(bytes: Buffer, start: number): number | undefined {
    let value = 0;
    let at = start;
    const isNegative = bytes[at] === MINUS;
    if (isNegative) at += 1;
    for (; ; at += 1) {
      const byte = bytes[at];
      if (byte === undefined) return undefined;
      if (byte === CR) break;
      if (byte < ZERO || byte > ZERO + 9) throw new NotRedis();
      value = value * 10 + byte - ZERO;
    }
    if (at + 2 > bytes.length) return undefined;
    this.#at = at + 2;
    return isNegative ? -value : value;
  }

  #bulk(bytes: Buffer, length: number): Buffer | undefined {
    const start = this.#at;
    const end = start + length;
    if (end + 2 > bytes.length) {
      this.#wanted = Math.max(this.#wanted, end + 2);
      return undefined;
    }
    this.#at = end + 2;
    return bytes.subarray(start, end);
  }

  #list(bytes: Buffer, length: number, depth: number): RedisReply[] | undefined {
    const list: RedisReply[] = [];
    for (let index = 0; index < length; index += 1) {
      if (this.#at >= bytes.length) return undefined;
      const item = this.#read(bytes, this.#at, depth + 1);
      if (item === undefined) return undefined;
      list.push(item);
    }
    return list;
  }
}
