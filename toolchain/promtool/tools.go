//go:build tools

// Package promtool pins the module graph from which promtool is built: the reference that the simulator is compared with.
package promtool

import (
	_ "github.com/prometheus/prometheus/cmd/promtool"
)
