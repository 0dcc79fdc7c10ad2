"""How a broadcast reaches each of its recipients, though processes die.

    audience   who it goes to                      (a broadcast's recipients are written down before it begins)
    readers    for which region each recipient reads it, in a preview as in what is sent
    composing  what a delivery says                (a composer for each kind of broadcast; `message` is one)
    sender     waits for the lease in every process; `shift` is the work of the one that holds it
    engine     DBOS: a durable queue of batches, delayed starts, cron with time zones
    plan       begins a broadcast
    deliver    delivers a batch: compose, send through `outgoing`, settle its row

The rows are the truth (`store.broadcasts`, `store.deliveries`). Whoever wants something of a broadcast, a chat
command or the command line, writes it there, and the sender notices within a second.
"""
