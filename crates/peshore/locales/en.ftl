# Printed when the site starts
start-address = Peshore is running: { $address }
start-other-port = The port that was asked for is in use; this is the next free one.
start-database = Database: { $database }
start-demo = To start afresh, stop it and delete the folder { $folder }, or name another with --data-dir.
start-serve = Only this machine reaches it; `docs/operating.md` says how others do. To serve other data, name its folder with --data-dir, or its server with --database.
start-first-link = There is no administrator yet. Whoever opens this link first becomes one; it works once, for three days, and until the next start: { $link }
start-stop = To stop, press Ctrl+C.

# Why it cannot start
start-ports-taken = No free port from { $first } to { $last }: { $detail }
    .help = Stop the program that uses them, or name another port with --port; with --port 0 any free one is taken.
start-mail = Letters cannot be sent with these settings: { $detail }
    .help = Check the settings that begin with `mail`.
start-no-keys = Something in this database is sealed, and there are no master keys to open it.
    .help = Name their file with `keys.file` in the settings, or with PESHORE_KEYS_FILE. Nothing was changed.
start-keys = Master keys: { $path }. Keep two copies, apart from the database and its backups; without them nobody signs in any more.
start-unsealed = No master keys: secrets of second factors are kept unsealed. `peshore keys make FILE` makes a file; name it with `keys.file`.
start-address-public = { $address } can be reached from other machines.
    .help = Nothing would be encrypted on the way there: leave --address out, or put a proxy that speaks TLS before the site, as `docs/operating.md` says.
start-no-database = There is no database { $path }.
    .help = Name the folder of one with --data-dir, or a server with --database; with --create a new one is made.
start-system = The system does not allow a server: { $detail }
    .help = Try again. If it happens again, tell the administrator of this machine.

# What was moved
move-copied = Copied from { $from } to { $to }, with the rows and the hash of each table:
move-compared = { $tables } tables and { $rows } rows were read back; every number of rows and every hash is the same on both sides.
move-from-stays = { $from } stays as it is. What is written there from now on is not in { $to }.

# What was backed up
backup-made = Everything of { $database } is in { $file }; the rows and the hash of each table:
backup-verified = { $file } was read whole, and is what was backed up on { $made } by version { $program }; the rows and the hash of each table:
backup-restored = { $database } holds everything of { $file }, which was made on { $made } by version { $program }; the rows and the hash of each table:
backup-sum = { $tables } tables and { $rows } rows.
backup-hash = SHA-256 of the file: { $hash }
backup-keep = The file was read back from the disk and is as it was written. Keep its hash elsewhere, and try now and then whether it can be restored.
backup-key-made = The key that decrypts is in { $file }; the line above is the key that encrypts.
backup-key-keep = Keep the file away from the machine that makes backups, in two places: whoever has it can read every backup, and without it nobody can.

# What was verified
verify-whole = { $database } is what was written. Entries of each chain of the journal, with the hash of the last:
verify-read = Read and found the same: { $chains } chains of the journal, { $snapshots } snapshots, { $runs } runs with their sums, { $documents } published documents with their files, { $attachments } attached files as they are sealed.
verify-keep = Keep these hashes elsewhere: a chain that later lacks one of them was written anew.

# Settings
config-wrong = { $count ->
    [one] One setting is wrong; nothing was started.
   *[other] { $count } settings are wrong; nothing was started.
}
    .help = Correct them, and look again with `peshore config check`.
config-unreadable = The file of settings { $path } cannot be read: { $detail }
    .help = Check the name given to --config, and whether you may read the file.
config-in-line = { $file }, line { $line }
config-in-variable = Environment, { $name }
config-in-argument = command line
config-by-default = by default
config-line = line { $line }
config-syntax = The file cannot be read here: { $detail }
    .help = Settings are written in TOML: [section] on a line of its own, below it name = value, texts in quotation marks.
config-misspelt = There is no setting `{ $key }`.
    .help = Write `{ $nearest }`, if that is what is meant.
config-unknown = There is no setting `{ $key }`.
    .help = `docs/operating.md` lists all settings; `peshore config check` without a file prints them.
config-value = `{ $key }` cannot be “{ $found }”.
    .help = It is { $expected }.
config-range = `{ $key }` is out of bounds.
    .help = It is a whole number from { $least } to { $most }.
config-secret = `{ $key }` holds a password, which does not belong into this file.
    .help = Put the whole address into a file that only the program can read and name it in `database.address-file`, or into the variable PESHORE_DATABASE, or the password into `~/.pgpass`.
config-contradicts = `{ $key }` and `{ $other }` both say where the database is.
    .help = Leave one of them out.
config-needs = `{ $key }` lets other machines reach the site, which needs { $other }.
    .help = Put the site behind a proxy that speaks TLS, and name its address, and that of the site; or listen at 127.0.0.1.
config-lacks = `{ $key }` means nothing as it is: { $other } is missing.
    .help = Set it, or remove `{ $key }`. Letters need a sender and a server or a folder; a name at the server needs its password; a server on another machine needs protection. An identity provider needs every setting of `sign-in` but `second-factor`.
config-file = The file that `{ $key }` names cannot be read: { $detail }
    .help = Check the name, and whether the account of the program may read the file.
config-is-number = a whole number
config-is-plain = a text in quotation marks, a whole number, or a list of texts
config-is-url = the address of the site as people type it: `https://peshore.example`, without a path
config-is-hosts = a list of names, such as `["peshore.example", "peshore.example:8443"]`
config-is-address = the number of an address of this machine, such as `127.0.0.1` or `::1`
config-is-socket = an address with a port, such as `127.0.0.1:9464`, or `off`
config-is-networks = a list of addresses and networks, such as `["127.0.0.1", "10.0.0.0/8"]`
config-is-database = a folder, a file, or `postgres://USER@HOST/NAME?sslmode=verify-full`
config-is-path = the path of a file or folder
config-is-format = `plain` or `json`
config-is-sender = an address, perhaps with a name: `Peshore <no-reply@peshore.example>`
config-is-server = a server with its port, such as `mail.example:587`
config-is-protection = `tls`, `starttls` or `none`
config-is-user = a name
config-is-issuer = the address that names a provider: `https://id.example`, or `http://` on this machine
config-is-factor = `peshore` or `provider`
config-is-label = a name of at most 60 signs, without quotation marks

# What is too much
limit-head = The head of the request is too long: its address, or what the browser sends along with it.
    .help = Open a shorter address. If it happens on every page, delete the cookies of this site in the browser. Nothing was changed.
limit-body = What was sent is too large.
    .help = Send a smaller file, or several. Nothing was changed.
limit-rate = Too many requests come from this address.
    .help = Wait { $seconds } seconds, then open the page anew. Nothing was changed.
limit-busy = The site is answering as many requests as it can.
    .help = Wait some seconds, then open the page anew. Nothing was changed.
limit-slow = The answer took too long.
    .help = Look whether what you sent has arrived before you send it again: a form that is sent twice from the same page is kept once.

# Requests
sign-in-needed = This page is for people who have signed in, and whose role it is for.
sign-in-needed-todo = Sign in; you come back here afterwards.
host-strange = This site was asked for under a name that is not its own.
host-strange-todo = Open it under the address that was printed when it started.
method-not-allowed = Nothing can be sent to this address.
method-not-allowed-todo = Open it as a page.
address-unreadable = The address cannot be read.

# The file of master keys
keys-made = { $path } was made. Keep two copies apart from the database and its backups: without them nobody ever reads what is sealed.
keys-added = { $path } has a new master key, which is in use from now on. Copy the file anew, then run `peshore keys rewrap`.
keys-rewrapped = Keys wrapped anew: { $count }. None is left that needs an older master key.
keys-of-master = Master key { $key } opens { $count } files.
keys-none = No file of this database needs a master key.
keys-erased = Files erased: { $count }.
keys-dropped = { $path } has only the master key in use now. Destroy the copies of the older file when backups made before are no longer needed.
keys-file-missing = There is no file { $path }.
    .help = Name the file of master keys; `peshore keys make` makes one for a new database.
keys-file-there = The file { $path } is there already; nothing was changed.
    .help = Name another file. Who overwrites master keys loses everything that they sealed.
keys-file-open = Other users of this machine may read or change { $path }.
    .help = Take the right from them: `chmod 600 FILE`.
keys-file-failed = { $path } cannot be read or written: { $detail }
    .help = Look whether the folder is there and whether you may write to it.
