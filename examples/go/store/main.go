// Story 4: an embedded server that never compacts.
//
// Every revision of every key stays in the index and in the database until somebody compacts. The database grows to its quota, 2 GB
// unless it is set, and then the server takes no more writes.
package main

import (
	"context"
	"log"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/server/v3/embed"
)

func main() {
	cfg := embed.NewConfig()
	cfg.Dir = "default.etcd"
	cfg.SnapshotCount = 100000
	cfg.MaxRequestBytes = 10 * 1024 * 1024
	server, err := embed.StartEtcd(cfg)
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()

	client, err := clientv3.New(clientv3.Config{Endpoints: []string{"127.0.0.1:2379"}})
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for now := range ticker.C {
		// etcd-lint: value=1KiB
		if _, err := client.Put(context.Background(), "/heartbeat/"+now.Format("150405"), beat(now)); err != nil {
			log.Print(err)
		}
	}
}

func beat(now time.Time) string {
	return now.Format(time.RFC3339Nano)
}
