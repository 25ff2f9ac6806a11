/** Where a blueprint is described and licensed; of the others the pages are not known. */
export interface BlueprintPages {
  readonly productUrl: string;
  readonly licenseUrl: string;
}

const page = (product: string): BlueprintPages => {
  const productUrl = `https://aws.amazon.com/marketplace/pp/${product}`;
  return { productUrl, licenseUrl: `${productUrl}#pdp-usage` };
};

/** From the AWS CLI's examples, get-blueprints, 2024. */
export const BLUEPRINT_PAGES: Readonly<Record<string, BlueprintPages>> = {
  wordpress: page("B00NN8Y43U"),
  lamp_8_bitnami: page("prodview-6g3gzfcih6dvu"),
  nodejs: page("B00NNZUAKO"),
};
