/** `whoami` in JSON. Contains no secret. */
export interface WhoamiRecord {
  provider: string;
  /** Twelve digits; null if the endpoint has no token service. */
  account: string | null;
  /** The user, or the session of a role. */
  arn: string | null;
  region: string;
  /** Null when requests do not leave this process. */
  endpoint: string | null;
  /** `aws`, `local` or `other`; null without an endpoint. */
  endpoint_kind: string | null;
  /** From flag, environment or config file. */
  profile: string | null;
  /** The source of the credentials; null if none are needed. */
  credentials: string | null;
  credentials_expire_at: string | null;
  /** The last four characters of the access key's id. */
  key_id_end: string | null;
  config_file: string | null;
}
