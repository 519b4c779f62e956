// Story 3: a watch for each device, and a client for each request.
import express from "express";
import { Etcd3 } from "etcd3";
import { client } from "./etcd";

export async function watchAll(devices: string[]): Promise<void> {
  for (const device of devices) {
    const watcher = await client.namespace("/devices/").watch().key(device).create();
    watcher.on("put", (kv) => console.log(kv.key.toString()));
  }
}

const app = express();

app.get("/device/:id", async (request, response) => {
  const own = new Etcd3({ hosts: "127.0.0.1:2379" });
  const value = await own.get(`/devices/${request.params.id}`).string();
  response.json(value);
});

app.listen(8080, "127.0.0.1");
