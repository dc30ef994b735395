//go:build tools

// Package languagenodejs pins the Node.js language host that goes with the Pulumi CLI built from Go modules.
package languagenodejs

import (
	_ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
)
