"""
Story 3: a watch for each device, each on a connection of its own, and a client for each request.

The server pays for connections and streams, not for watchers. Watches of etcd3 share one stream of their client; those of etcd3gw, which
talks to the JSON gateway, are a connection and a stream each.
"""

import etcd3
import etcd3gw
from flask import Flask

app = Flask(__name__)
gateway = etcd3gw.client(host="127.0.0.1")


def watch_all(devices, handle):
    for device in devices:
        events, cancel = gateway.watch(f"/devices/{device}")
        handle(events, cancel)


@app.route("/devices/<device>")
def device_state(device):
    client = etcd3.client(host="127.0.0.1")
    value, _ = client.get("/devices/" + device)
    return value
