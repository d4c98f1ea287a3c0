// Not moved in yet.
