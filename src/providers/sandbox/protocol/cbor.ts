/**
 * A map of texts in CBOR (RFC 8949), which is all that an error needs:
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export function encodeTexts(texts: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(texts);
  return Buffer.concat([
    head(MAP, entries.length),
    ...entries.flatMap(([key, value]) => [text(key), text(value)]),
  ]);
}

const TEXT = 3;
const MAP = 5;

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([head(TEXT, bytes.length), bytes]);
}

/** A type and its length, up to 65,535. */
function head(type: number, length: number): Buffer {
  const first = type << 5;
  if (length < 24) return Buffer.from([first | length]);
  if (length < 256) return Buffer.from([first | 24, length]);
  return Buffer.from([first | 25, length >> 8, length & 255]);
}
