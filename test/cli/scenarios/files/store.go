package store

import (
	"context"
	"strings"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
)

var state = strings.Repeat("x", 2*1024*1024)

func Report(ctx context.Context, kv clientv3.KV) {
	for range time.Tick(5 * time.Second) {
		kv.Put(ctx, "/status", state)
	}
}
