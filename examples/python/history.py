"""Story 4: history that nothing compacts."""

import time

from store import client


def beat() -> None:
    while True:
        client.put("/history/beat", str(time.time()))
        time.sleep(1)


if __name__ == "__main__":
    beat()
