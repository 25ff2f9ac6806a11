# Bucket and region are set at init: see backend.hcl.example.
terraform {
  backend "s3" {
    key          = "quants/platform/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
