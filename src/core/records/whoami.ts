/** `whoami` in JSON. Nothing of it is secret. */
export interface WhoamiRecord {
  provider: string;
  /** Twelve digits; null when the endpoint has no token service to say it. */
  account: string | null;
  /** The user, or the session of a role. */
  arn: string | null;
  region: string;
  /** Null when requests do not leave this process. */
  endpoint: string | null;
  /** `aws`, `local` or `other`; null without an endpoint. */
  endpoint_kind: string | null;
  /** Given by flag, environment or config file. */
  profile: string | null;
  /** Where the credentials come from; null when none are needed. */
  credentials: string | null;
  credentials_expire_at: string | null;
  /** The last four characters of the access key's id. */
  key_id_end: string | null;
  config_file: string | null;
}
