/** One request to set up HTTPS on an instance; its email address is kept nowhere. */
export interface HttpsSetupRecord {
  /** Of the operation that the request was answered with. */
  id: string;
  createdAt: number;
  domainNames: string[];
  /** When it ends. */
  until: number;
  /** The name that could not be validated; absent when all could. */
  failedName?: string;
}
