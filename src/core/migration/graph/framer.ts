/** One object of the file, as text. */
export interface Slice {
  text: string;
  /** Of its first byte in the file. */
  at: number;
}

const [TAB, LINE, RETURN, SPACE, QUOTE] = [9, 10, 13, 32, 34] as const;
const [COMMA, COLON, BACKSLASH] = [44, 58, 92] as const;
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [91, 93, 123, 125] as const;
/** A single node or relationship. */
const LARGEST = 64 * 1_048_576;
const KEYED = /^\s*\{\s*"(?:nodes|rels)"\s*:\s*[[{]/;
/** So much decides what form a file has. */
const HEAD = 256;

/** Why the bytes are no export. */
export class FramingError extends Error {
  readonly at: number;

  constructor(why: string, at: number) {
    super(why);
    this.at = at;
  }
}

export type Form = "lines" | "array" | "keyed";
const DEPTH: Readonly<Record<Form, number>> = { lines: 0, array: 1, keyed: 2 };

/**
 * Cuts the objects out of a file that is larger than memory: one a line or one after the other, in one
 * array, or in arrays or maps below `nodes` and `rels`. What is within an object is for the parser.
 */
export class Framer {
  form: Form | null = null;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #head: Buffer = Buffer.alloc(0);
  #read = 0;
  #depth = 0;
  /** Of the object being cut out, relative to that object. */
  #inner = 0;
  #inString = false;
  #escaped = false;
  #closed = false;
  /** Whether an object may begin here. */
  #separated = true;
  #pieces: Buffer[] = [];
  #held = 0;
  #began = 0;

  push(chunk: Buffer): Slice[] {
    if (this.form !== null) return this.#scan(chunk);
    this.#head = Buffer.concat([this.#head, chunk]);
    return this.#head.length < HEAD ? [] : this.#begin();
  }

  /** Throws when the file ends too early. */
  end(): Slice[] {
    const last = this.form === null ? this.#begin() : [];
    if (this.#inner > 0 || this.#depth > 0 || this.#inString) {
      throw new FramingError("it ends in the middle", this.#read);
    }
    return last;
  }

  #begin(): Slice[] {
    const head = this.#head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
      ? this.#head.subarray(3)
      : this.#head;
    this.#read = this.#head.length - head.length;
    const text = head.toString("latin1");
    this.form = KEYED.test(text) ? "keyed" : text.trimStart().startsWith("[") ? "array" : "lines";
    this.#head = Buffer.alloc(0);
    return this.#scan(head);
  }

  #scan(chunk: Buffer): Slice[] {
    const found: Slice[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
      } else if (this.#inner === 0) {
        if (this.#outside(byte, at)) from = at;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_MAP || byte === OPEN_LIST) this.#inner += 1;
      else if (byte === CLOSE_MAP || byte === CLOSE_LIST) {
        this.#inner -= 1;
        if (this.#inner === 0) found.push(this.#cut(chunk.subarray(from, at + 1)));
      }
    }
    if (this.#inner > 0) this.#keep(chunk.subarray(from));
    this.#read += chunk.length;
    return found;
  }

  /** True when an object begins with this byte. */
  #outside(byte: number, at: number): boolean {
    const level = DEPTH[this.form ?? "lines"];
    const fail = (why: string): never => {
      throw new FramingError(why, this.#read + at);
    };
    if (byte === SPACE || byte === TAB || byte === RETURN) return false;
    if (byte === LINE) {
      if (level === 0) this.#separated = true;
      return false;
    }
    if (this.#closed) return fail("something follows its end");
    if (byte === OPEN_MAP && this.#depth === level) {
      if (!this.#separated) return fail("nothing stands between two objects");
      this.#separated = false;
      this.#inner = 1;
      this.#began = this.#read + at;
      return true;
    }
    if ((byte === OPEN_MAP || byte === OPEN_LIST) && this.#depth < level) {
      this.#depth += 1;
      this.#separated = true;
    } else if ((byte === CLOSE_MAP || byte === CLOSE_LIST) && this.#depth > 0) {
      this.#depth -= 1;
      this.#closed = this.#depth === 0;
    } else if (byte === COMMA && level > 0) this.#separated = true;
    else if (byte === QUOTE && level === 2) this.#inString = true;
    else if (byte !== COLON || level !== 2) return fail("there is something else than an object");
    return false;
  }

  #keep(piece: Buffer): void {
    // The stream reuses its memory.
    this.#pieces.push(Buffer.from(piece));
    this.#held += piece.length;
    if (this.#held > LARGEST)
      throw new FramingError("an object is larger than 64 MiB", this.#began);
  }

  #cut(last: Buffer): Slice {
    const bytes = this.#pieces.length === 0 ? last : Buffer.concat([...this.#pieces, last]);
    this.#pieces = [];
    this.#held = 0;
    try {
      return { text: this.#decoder.decode(bytes), at: this.#began };
    } catch {
      throw new FramingError("it is not UTF-8", this.#began);
    }
  }
}
