const ARN = /^arn:[^:]*:lightsail:([a-z0-9-]*):(\d{12})?:/;

/** The region of what has that ARN; null for what is no ARN of Lightsail. */
export function regionOfArn(arn: string | undefined): string | null {
  return ARN.exec(arn ?? "")?.[1] || null;
}

/** The number of the account that it belongs to. */
export function accountOfArn(arn: string | null): string | null {
  return ARN.exec(arn ?? "")?.[2] ?? null;
}
