const ARN = /^arn:[^:]*:lightsail:([a-z0-9-]*):(\d{12})?:/;

/** The region in an ARN; null if it is not an ARN of Lightsail. */
export function regionOfArn(arn: string | undefined): string | null {
  return ARN.exec(arn ?? "")?.[1] || null;
}

/** The account number in an ARN. */
export function accountOfArn(arn: string | null): string | null {
  return ARN.exec(arn ?? "")?.[2] ?? null;
}
