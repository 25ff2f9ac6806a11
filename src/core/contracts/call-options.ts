/** Options of every call; aborting the signal abandons the request in flight. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}
