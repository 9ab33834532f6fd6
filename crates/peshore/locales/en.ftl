# Printed when the site starts
start-address = Peshore is running: { $address }
start-other-port = The port that was asked for is in use; this is the next free one.
start-database = Database: { $database }
start-demo = To start afresh, stop it and delete the folder { $folder }, or name another with --data-dir.
start-serve = There is no sign-in yet, so only this machine can reach it. To serve other data, name its folder with --data-dir, or its server with --database.
start-stop = To stop, press Ctrl+C.

# Why it cannot start
start-ports-taken = No free port from { $first } to { $last }: { $detail }
    .help = Stop the program that uses them, or name another port with --port; with --port 0 any free one is taken.
start-address-public = { $address } can be reached from other machines.
    .help = There is no sign-in yet, so the site is for this machine only: leave --address out, or name 127.0.0.1.
start-no-database = There is no database { $path }.
    .help = Name the folder of one with --data-dir, or a server with --database. The command `demo` makes one.
start-system = The system does not allow a server: { $detail }
    .help = Try again. If it happens again, tell the administrator of this machine.

# What was moved
move-copied = Copied from { $from } to { $to }, with the rows and the hash of each table:
move-compared = { $tables } tables and { $rows } rows were read back; every number of rows and every hash is the same on both sides.
move-from-stays = { $from } stays as it is. What is written there from now on is not in { $to }.

# What was verified
verify-whole = { $database } is what was written. Entries of each chain of the journal, with the hash of the last:
verify-read = Read and found the same: { $chains } chains of the journal, { $snapshots } snapshots, { $runs } runs with their sums.
verify-keep = Keep these hashes elsewhere: a chain that later lacks one of them was written anew.

# Requests
host-strange = This site was asked for under a name that is not its own.
host-strange-todo = Open it under the address that was printed when it started.
method-not-allowed = Nothing can be sent to this address.
method-not-allowed-todo = Open it as a page.
address-unreadable = The address cannot be read.

# The file of master keys
keys-made = { $path } was made. Keep two copies apart from the database and its backups: without them nobody ever reads what is sealed.
keys-added = { $path } has a new master key, which is in use from now on. Copy the file anew, then run “peshore keys rewrap”.
keys-rewrapped = Keys wrapped anew: { $count }. None is left that needs an older master key.
keys-of-master = Master key { $key } opens { $count } files.
keys-erased = Files erased: { $count }.
keys-dropped = { $path } has only the master key in use now. Destroy the copies of the older file when backups made before are no longer needed.
keys-file-missing = There is no file { $path }.
    .help = Name the file of master keys; “peshore keys make” makes one for a new database.
keys-file-there = The file { $path } is there already; nothing was changed.
    .help = Name another file. Who overwrites master keys loses everything that they sealed.
keys-file-open = Other users of this machine may read or change { $path }.
    .help = Take the right from them: chmod 600 FILE.
keys-file-failed = { $path } cannot be read or written: { $detail }
    .help = Look whether the folder is there and whether you may write to it.
