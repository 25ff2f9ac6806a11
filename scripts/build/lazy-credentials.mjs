/**
 * Stands in for the SDK's credential chain where the SDK's client imports it: the same
 * chain, loaded at its first use. With keys in the environment it never is.
 */
export const defaultProvider = (init) => {
  let provider;
  return async (properties) => {
    provider ??= import("@aws-sdk/credential-provider-node").then((it) => it.defaultProvider(init));
    return (await provider)(properties);
  };
};
