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
grant-no-run = No run of the formula “{ $formula }” was made.
    .help = Start the program again: it makes the first runs.
grant-formula-unknown = There is no formula “{ $formula }”.
    .help = Check the address, or choose from the list.
grant-workbook = The workbook cannot be written: { $detail }
    .help = Download the figures as CSV, and tell those who maintain the program.

# What distinguishes runs
run-title-baseline = Northern municipalities as estimated
run-title-north-enumerated = Northern municipalities as enumerated

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
file-hash = Hash of the run
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
