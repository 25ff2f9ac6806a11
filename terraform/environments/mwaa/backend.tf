# Bucket and region are given at init: see backend.hcl.example.
terraform {
  backend "s3" {
    key          = "quants/mwaa/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
