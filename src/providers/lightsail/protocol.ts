import type { Readable } from "node:stream";
import { AwsJson1_1Protocol } from "@aws-sdk/core/protocols";
import { JsonCodec2, JsonShapeDeserializer2 } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";

type Schema = Parameters<JsonShapeDeserializer2["read"]>[0];
type Settings = ConstructorParameters<typeof JsonCodec2>[0];
type ProtocolSettings = ConstructorParameters<typeof AwsJson1_1Protocol>[0];
type MetadataBearer = Awaited<ReturnType<AwsJson1_1Protocol["deserializeResponse"]>>;
/** Null for values that stay as parsed. */
type Reader = ((value: unknown) => unknown) | null;

/** In the form in which the SDK reports an unreadable answer. */
function notLightsail(httpStatusCode: number): Error {
  return Object.assign(new TypeError("The answer is not Lightsail's."), {
    $metadata: { httpStatusCode },
  });
}

/** As the SDK's protocol sets it. */
const SETTINGS: Settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false };

/**
 * The SDK's protocol with a faster path for successful answers. The SDK looks up the type of each
 * single value in the schema, which for a list takes longer than fetching it; here that happens
 * once for each kind of record. The results, errors included, are the same.
 */
export class LightsailProtocol extends AwsJson1_1Protocol {
  constructor(settings: ProtocolSettings) {
    super({ ...settings, jsonCodec: new Codec(SETTINGS) });
  }

  /**
   * Lightsail never redirects or sends an empty body; the SDK would read the latter as an empty
   * list.
   */
  override async deserializeResponse<Output extends MetadataBearer>(
    ...given: Parameters<AwsJson1_1Protocol["deserializeResponse"]>
  ): Promise<Output> {
    const [, , response] = given;
    const { statusCode } = response;
    if (statusCode >= 300 && statusCode < 400) throw notLightsail(statusCode);
    if (statusCode < 300) {
      const body: unknown = response.body;
      const bytes = body instanceof Uint8Array ? body : await collectBody(body as Readable);
      if (bytes.byteLength === 0) throw notLightsail(statusCode);
      response.body = bytes;
    }
    return super.deserializeResponse(...given);
  }
}

class Codec extends JsonCodec2 {
  override createDeserializer(): Deserializer {
    const deserializer = new Deserializer(this.settings);
    if (this.serdeContext !== undefined) deserializer.setSerdeContext(this.serdeContext);
    return deserializer;
  }
}

class Deserializer extends JsonShapeDeserializer2 {
  readonly #readers = new Map<unknown, Reader>();

  override async read(schema: Schema, data: unknown): Promise<unknown> {
    const ns = NormalizedSchema.of(schema);
    if (!(data instanceof Uint8Array) || data.byteLength === 0 || !isRecord(ns)) {
      return super.read(schema, data);
    }
    const { buffer, byteOffset, byteLength } = data;
    const parsed: unknown = JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString());
    return this.#readerOf(ns)?.(parsed);
  }

  #readerOf(ns: NormalizedSchema): Reader {
    const schema = ns.getSchema();
    // Numbers represent the simple types and are shared by members with different traits.
    if (typeof schema !== "object") return this.#makeReader(ns);
    let reader = this.#readers.get(schema);
    if (reader === undefined) {
      reader = this.#makeReader(ns);
      this.#readers.set(schema, reader);
    }
    return reader;
  }

  #makeReader(ns: NormalizedSchema): Reader {
    if (isRecord(ns)) return this.#recordReader(ns);
    if (ns.isListSchema()) return this.#listReader(ns);
    if (ns.isBooleanSchema()) return null;
    if (ns.isStringSchema() && ns.getMergedTraits().mediaType === undefined) return null;
    const own = this.#ownReader(ns);
    // In JSON, only numbers without a notation are strings.
    if (ns.isNumericSchema()) return (value) => (typeof value === "string" ? own(value) : value);
    return own;
  }

  #recordReader(ns: NormalizedSchema): Reader {
    const own = this.#ownReader(ns);
    let members: { name: string; read: Reader }[] | undefined;
    return (value) => {
      if (typeof value !== "object" || value === null) return own(value);
      const record = value as Record<string, unknown>;
      // The SDK keeps members that the schema does not know.
      if (typeof record["__type"] === "string") return own(value);
      // Not earlier: a record may contain records of its own kind.
      members ??= [...ns.structIterator()].map(([name, member]) => ({
        name,
        read: this.#readerOf(member),
      }));
      const out: Record<string, unknown> = {};
      for (const { name, read } of members) {
        const given = record[name];
        if (given !== null && given !== undefined) out[name] = read === null ? given : read(given);
      }
      return out;
    };
  }

  #listReader(ns: NormalizedSchema): Reader {
    const own = this.#ownReader(ns);
    const read = this.#readerOf(ns.getValueSchema());
    return (value) => {
      if (!Array.isArray(value)) return own(value);
      return read === null ? (value as unknown[]) : value.map(read);
    };
  }

  /** The SDK's own path, for everything uncommon. */
  #ownReader(ns: NormalizedSchema): (value: unknown) => unknown {
    return (value) => this.readObject(ns, value as never);
  }
}

function isRecord(ns: NormalizedSchema): boolean {
  return ns.isStructSchema() && !ns.isUnionSchema();
}

/** In bytes: many times a full page of instances with all their tags. */
const LARGEST_ANSWER = 32 * 1024 * 1024;

/**
 * The body of an answer, up to a size that Lightsail never sends. The SDK's own collector makes
 * Node load web streams just to check for one.
 */
export function collectBody(stream: Readable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= LARGEST_ANSWER) return;
      chunks.length = 0;
      stream.destroy();
      reject(notLightsail(200));
    });
    stream.once("end", () => resolve(Buffer.concat(chunks)));
    stream.once("error", reject);
  });
}
