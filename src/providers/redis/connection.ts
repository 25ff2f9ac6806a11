import type { Socket } from "node:net";
import type {
  RedisCommand,
  RedisEndpoint,
  RedisNode,
  RedisReply,
} from "../../core/contracts/redis-control.ts";
import { QuantsError } from "../../core/errors.ts";
import { Decoder } from "./decode.ts";
import { encode } from "./encode.ts";
import { lost, notRedis, silent } from "./failures.ts";

/** Milliseconds without a byte after which a server that owes an answer counts as lost. */
const SILENCE = 120_000;

interface Batch {
  replies: RedisReply[];
  count: number;
  resolve: (replies: RedisReply[]) => void;
  reject: (error: QuantsError) => void;
}

/**
 * Batches of commands on a connection that is already opened and logged in. A client library makes
 * an object and a promise of every command; at a million keys that is most of the time, so whole
 * batches are written and read here.
 */
export class Connection implements RedisNode {
  readonly name: string;
  readonly #stream: Socket;
  readonly #check: (command: RedisCommand) => void;
  readonly #waiting: Batch[] = [];
  #failure: QuantsError | null = null;

  constructor(endpoint: RedisEndpoint, stream: Socket, check: (command: RedisCommand) => void) {
    this.name = `${endpoint.host}:${endpoint.port}`;
    this.#stream = stream;
    this.#check = check;
    const decoder = new Decoder((reply) => this.#take(reply));
    stream.on("data", (chunk: Buffer) => {
      try {
        decoder.take(chunk);
      } catch (error) {
        this.#fail(notRedis(this.name, error));
      }
    });
    stream.on("error", (error: Error) => this.#fail(lost(this.name, error)));
    stream.setTimeout(SILENCE, () => {
      if (this.#waiting.length > 0) this.giveUp(SILENCE);
    });
    stream.once("close", () => this.#fail(lost(this.name)));
  }

  send(commands: readonly RedisCommand[]): Promise<RedisReply[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) throw this.#failure;
      if (commands.length === 0) {
        resolve([]);
        return;
      }
      commands.forEach(this.#check);
      this.#waiting.push({ replies: [], count: commands.length, resolve, reject });
      this.#stream.write(encode(commands));
    });
  }

  close(): void {
    this.#fail(lost(this.name));
  }

  /** Closes the connection to a server that has owed an answer for so long. */
  giveUp(ms: number): void {
    this.#fail(silent(this.name, ms));
  }

  #take(reply: RedisReply): void {
    const batch = this.#waiting[0];
    if (batch === undefined) {
      this.#fail(notRedis(this.name));
      return;
    }
    batch.replies.push(reply);
    if (batch.replies.length < batch.count) return;
    this.#waiting.shift();
    batch.resolve(batch.replies);
  }

  #fail(error: QuantsError): void {
    if (this.#failure !== null) return;
    this.#failure = error;
    this.#stream.destroy();
    for (const batch of this.#waiting.splice(0)) batch.reject(error);
  }
}
