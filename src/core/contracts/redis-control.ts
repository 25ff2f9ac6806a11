/** Where a Redis server is, and how it is spoken to. */
export interface RedisEndpoint {
  host: string;
  port: number;
  database: number;
  isTls: boolean;
  /** The host of the URL: what the certificate of a server that is known by number only is for. */
  certificateHost: string;
  user: string | null;
  password: string | null;
  /** Certificates of the authorities to trust, as PEM; null for the system's. */
  ca: string | null;
}

export type RedisArgument = string | Buffer;
export type RedisCommand = readonly [name: string, ...rest: readonly RedisArgument[]];

/** What a server answers a command with instead of a value, e.g. `BUSYKEY Target key name …`. */
export class RedisReplyError {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Its first word: `BUSYKEY`, `MOVED`, `ERR`. */
  get code(): string {
    return this.text.split(" ", 1)[0] ?? "";
  }
}

export type RedisReply = Buffer | string | number | null | RedisReplyError | readonly RedisReply[];

/** A connection to one server. */
export interface RedisNode {
  /** `host:port`, for people. */
  readonly name: string;
  /**
   * Sends the commands at once; resolves with the replies in their order, errors among them. Throws
   * a retryable `endpoint_unreachable` when the connection is lost: any of them may then have been
   * carried out.
   */
  send(commands: readonly RedisCommand[]): Promise<RedisReply[]>;
  close(): void;
}

export interface RedisConnectOptions {
  /** True for the source of a copy: what is not known to only read is refused before it is sent. */
  readOnly: boolean;
  signal: AbortSignal;
}

export interface RedisControl {
  /** Throws `endpoint_unreachable`, `credentials_invalid` or `invalid_input`. */
  connect(endpoint: RedisEndpoint, options: RedisConnectOptions): Promise<RedisNode>;
}
