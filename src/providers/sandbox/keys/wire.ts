/** SSH's data types (RFC 4251, section 5). */
export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

export function sshString(value: string | Uint8Array): Buffer {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  return Buffer.concat([uint32(bytes.length), bytes]);
}

/** A positive number: no leading zeros, save one where the first bit would mean a sign. */
export function mpint(value: Uint8Array): Buffer {
  let start = 0;
  while (start < value.length && value[start] === 0) start += 1;
  const bytes = value.subarray(start);
  const sign = (bytes[0] ?? 0) >= 0x80 ? [Buffer.alloc(1)] : [];
  return sshString(Buffer.concat([...sign, bytes]));
}

/** The string at `offset` and where it ends; undefined when the bytes do not hold it. */
export function readString(
  bytes: Buffer,
  offset: number,
): { value: Buffer; end: number } | undefined {
  if (offset + 4 > bytes.length) return undefined;
  const end = offset + 4 + bytes.readUInt32BE(offset);
  return end > bytes.length ? undefined : { value: bytes.subarray(offset + 4, end), end };
}
