// Story 2: an HTTP handler that reads everything under a prefix, and one that counts it.
//
// etcd builds the whole answer in memory before it sends the first byte: 100 keys of 1 MB are at least 100 MB a request, and eight
// requests at once are eight times that.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"

	clientv3 "go.etcd.io/etcd/client/v3"
)

const prefix = "/sessions/"

type api struct{ client *clientv3.Client }

func (a *api) list(w http.ResponseWriter, r *http.Request) {
	resp, err := a.client.Get(r.Context(), prefix, clientv3.WithPrefix())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	sessions := make(map[string]string, len(resp.Kvs))
	for _, kv := range resp.Kvs {
		sessions[string(kv.Key)] = string(kv.Value)
	}
	_ = json.NewEncoder(w).Encode(sessions)
}

func (a *api) count(w http.ResponseWriter, r *http.Request) {
	resp, err := a.client.Get(r.Context(), prefix, clientv3.WithPrefix())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_ = json.NewEncoder(w).Encode(len(resp.Kvs))
}

// newest asks for one session; with a sort, the server reads all of them first.
func (a *api) newest(w http.ResponseWriter, r *http.Request) {
	resp, err := a.client.Get(r.Context(), prefix, clientv3.WithPrefix(),
		clientv3.WithSort(clientv3.SortByModRevision, clientv3.SortDescend), clientv3.WithLimit(1))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_ = json.NewEncoder(w).Encode(resp.Kvs)
}

// pages is how to do it: a limit and the last key, so the server holds one page at a time.
func (a *api) pages(ctx context.Context, use func(key, value []byte)) error {
	key := prefix
	end := clientv3.GetPrefixRangeEnd(prefix)
	for {
		resp, err := a.client.Get(ctx, key, clientv3.WithRange(end), clientv3.WithLimit(500))
		if err != nil {
			return err
		}
		for _, kv := range resp.Kvs {
			use(kv.Key, kv.Value)
		}
		if !resp.More {
			return nil
		}
		key = string(resp.Kvs[len(resp.Kvs)-1].Key) + "\x00"
	}
}

func main() {
	client, err := clientv3.New(clientv3.Config{Endpoints: []string{"127.0.0.1:2379"}})
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	a := &api{client: client}
	http.HandleFunc("/sessions", a.list)
	http.HandleFunc("/sessions/count", a.count)
	http.HandleFunc("/sessions/newest", a.newest)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", nil))
}
