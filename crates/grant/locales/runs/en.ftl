# Errors
grant-formula-refused = { $count ->
        [one] One thing is wrong with the formula or its data.
       *[other] { $count } things are wrong with the formula or its data.
    }
    .help = Correct what is listed. Nothing was kept.
grant-checks-do-not-hold = { $count ->
        [one] One check of the formula does not hold.
       *[other] { $count } checks of the formula do not hold.
    }
    .help = A run that fails a check cannot bind. Correct the data or the parameters; nothing was kept.
grant-run-does-not-reproduce = The run { $id } comes out otherwise when it is made anew ({ $what } { $row }): kept { $kept }, found { $found }.
    .help = Do not use its figures. Keep the file as it is, tell the auditor, and compare with a backup.
grant-run-only-kept = The run { $id } was made with engine version { $made }; this one is { $now } and cannot work it out anew, so nothing of it can be explained here.
    .help = What was kept of it stands on the page of its allocation.
grant-known-after-snapshot = The run would name { $known } as the day up to which its data were known, but its snapshot was taken on { $taken }.
    .help = Name that day or an earlier one, or take a new snapshot. Nothing was kept.
grant-no-run = No run of the formula “{ $formula }” was made.
    .help = Start the program again: it makes the first runs.
grant-formula-unknown = There is no formula “{ $formula }”.
    .help = Check the address, or choose from the list.
grant-workbook = The workbook cannot be written: { $detail }
    .help = Download the figures as CSV, and tell those who maintain the program.

# What distinguishes runs
run-title-baseline = Northern municipalities as estimated
run-title-north-enumerated = Northern municipalities as enumerated

# Runs of another version of the engine
run-other-engine = This run was made with engine version { $made }; this one is { $now }.
run-other-engine-equal = Worked out anew with this version, all { $count } of its values come out as they were kept.
run-other-engine-differs = Worked out anew with this version, { $differing ->
        [one] one of its { $count } values comes out otherwise
       *[other] { $differing } of its { $count } values come out otherwise
    }. The amounts shown are those that were kept; steps and explanations are those of this version.
run-other-engine-only-kept = This version cannot work it out anew. What stands here is what was kept.

# Files
file-amounts = Amounts
file-about = About this run
file-code = Code
file-municipality = Municipality
file-total = Total
file-standing = Weakest input
file-unverified = Unverified inputs
file-formula = Formula
file-run = Run
file-day = Made for the day
file-known = Data known up to
file-hash = Hash of the run
file-engine = Engine that made the run
file-anew = Worked out anew
file-snapshot = Snapshot of the data
file-not-kept = A question (what if), not a kept run
file-proposal = Proposal on assumed data: nobody has adopted this formula.
file-without = Without figures of the standing
file-parameters = Parameters
file-parameter = Parameter
file-value = Value
file-unit = Unit
file-since = In force since
file-given = given for this run
file-source = Source or reason
file-sources = Sources of the data
file-column = Figure
grant-data-stood-on = The data cannot be taken back, because proposals that were submitted stand on them: { $what }.
    .help = Bring corrected data as a new version instead. Nothing was changed.
grant-data-table-unknown = The formula reads no table “{ $table }” of data.
    .help = Choose one of the tables that are listed with the formula.
