// Command load is the client side of the verification of the memory model. It reads one JSON command a line from standard input, does it, and
// answers with one JSON line. Connections, streams and held requests stay until the command "close" or the end of the input.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

type command struct {
	Op string `json:"op"`
	// Endpoints and TLS: what "open" connects to.
	Endpoints []string `json:"endpoints"`
	TLS       bool     `json:"tls"`
	// Keys are numbered Start .. Start+Count-1, each KeyBytes long, written in this or in random order, PerTxn a transaction.
	Prefix     string `json:"prefix"`
	Start      int    `json:"start"`
	Count      int    `json:"count"`
	KeyBytes   int    `json:"keyBytes"`
	ValueBytes int    `json:"valueBytes"`
	Random     bool   `json:"random"`
	PerTxn     int    `json:"perTxn"`
	Workers    int    `json:"workers"`
	// OneKey writes the same key Count times.
	OneKey bool `json:"oneKey"`
	// Lease attaches the keys to the lease that was granted last; Leases are granted, KeysPerLease attached to each.
	Lease        bool `json:"lease"`
	Leases       int  `json:"leases"`
	KeysPerLease int  `json:"keysPerLease"`
	// Connections x Streams x Watchers of a grid.
	Connections int    `json:"connections"`
	Streams     int    `json:"streams"`
	Watchers    int    `json:"watchers"`
	Watched     string `json:"watched"`
	Revision    int64  `json:"revision"`
	Stopped     bool   `json:"stopped"`
	// Mode of a range: full, keys-only, count-only, sorted, streamed; Limit > 0 limits it.
	Mode       string `json:"mode"`
	Limit      int64  `json:"limit"`
	Concurrent int    `json:"concurrent"`
	// URL of the v2 API.
	URL string `json:"url"`
}

type answer struct {
	Error  string `json:"error,omitempty"`
	Result any    `json:"result,omitempty"`
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := &session{ctx: ctx}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var c command
		err := json.Unmarshal(in.Bytes(), &c)
		var result any
		if err == nil {
			result, err = s.do(c)
		}
		a := answer{Result: result}
		if err != nil {
			a.Error = err.Error()
		}
		if err := out.Encode(a); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func (s *session) do(c command) (any, error) {
	if c.Op == "open" {
		return nil, s.open(c)
	}
	if c.Op == "v2" {
		return nil, s.v2(c)
	}
	if s.client == nil {
		return nil, errors.New("open first")
	}
	switch c.Op {
	case "put":
		return nil, s.put(c)
	case "delete":
		return nil, s.delete(c)
	case "compact":
		return nil, s.compact()
	case "defrag":
		return nil, s.defrag()
	case "connect":
		_, err := s.connect(c.Connections)
		return nil, err
	case "watch":
		return nil, s.watch(c)
	case "lease":
		return nil, s.lease(c)
	case "keepalive":
		return nil, s.keepalive(c)
	case "range":
		return s.ranges(c)
	case "close":
		return nil, s.close()
	}
	return nil, fmt.Errorf("no command %q", c.Op)
}
