#!/usr/bin/env python3
"""relay.py PORT MILLISECONDS: passes bytes on to 127.0.0.1 PORT and back.

Each chunk is held for the time, in each direction, as a long line would; the
connection itself is taken at once. Prints the port that it listens on.
"""
import asyncio
import sys


async def take(reader, queue, delay):
    loop = asyncio.get_running_loop()
    while True:
        chunk = await reader.read(65536)
        queue.put_nowait((loop.time() + delay, chunk))
        if not chunk:
            return


async def give(queue, writer):
    loop = asyncio.get_running_loop()
    while True:
        due, chunk = await queue.get()
        await asyncio.sleep(due - loop.time())
        if not chunk:
            writer.close()
            return
        writer.write(chunk)


async def one_way(reader, writer, delay):
    queue = asyncio.Queue()
    await asyncio.gather(take(reader, queue, delay), give(queue, writer),
                         return_exceptions=True)


async def serve(port, delay):
    async def session(reader, writer):
        server = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(one_way(reader, server[1], delay),
                             one_way(server[0], writer, delay))

    listener = await asyncio.start_server(session, "127.0.0.1", 0)
    print(listener.sockets[0].getsockname()[1], flush=True)
    await listener.serve_forever()


try:
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
except KeyboardInterrupt:
    pass
