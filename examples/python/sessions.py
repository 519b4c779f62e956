"""Story 2: handlers that read a whole prefix, and count it by reading it."""

from flask import Flask, jsonify

from store import client

app = Flask(__name__)


@app.route("/sessions")
def sessions():
    # The limit looks like one: etcd3 0.12.0 leaves it out of the request.
    return jsonify([value.decode() for value, _ in client.get_prefix("/sessions/", limit=100)])


@app.route("/sessions/count")
def count():
    return jsonify(len(list(client.get_prefix("/sessions/"))))


@app.route("/sessions/names")
def names():
    return jsonify([meta.key.decode() for _, meta in client.get_prefix("/sessions/")])
