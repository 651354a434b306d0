"""Watching: feeds and pages are asked again and again, politely; new articles are coded and kept, alerts sent.

config       what is watched, as `feeds.toml` says it
state        what is known of it, in a file beside the ledger: a killed run loses nothing and repeats nothing
web          one server asked by one at a time, with pauses, bounds and robots.txt
links        the articles that a feed or a page names
rounds       one round: ask the feeds that are due, fetch, read, code and keep what is new
alerting     what changed in the ledger, for each saved search
delivering   alerts as a feed of Atom, to a webhook and by e-mail
watcher      rounds until somebody stops it
"""
