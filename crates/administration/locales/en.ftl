# Navigation
home = Home
nav-account = My account
nav-accounts = Accounts
nav-waiting = Waiting for a second person

# Signing in
sign-in-title = Sign in
email = E-mail address
password = Password
next = Next
with-password = With a password
samples-title = Look around as
sign-in-as = Sign in as { $name }
samples-text = These people are made up. One click signs you in; everything you do is written into this demonstration only.
code-title = Second factor
code = Code
code-hint = Six digits from your application, or one of your recovery codes.
code-hint-new = Six digits that the application shows now.
signed-in-title = You are signed in
go-on = Go on
wait-seconds = { $count ->
    [one] One second is left to wait.
   *[other] { $count } seconds are left to wait.
}
wait-minutes = { $count ->
    [one] About one minute is left to wait.
   *[other] About { $count } minutes are left to wait.
}

# A form whose session has ended
again-kept = Your session has ended.
again-kept-text = What you filled in is kept: sign in, and the form is shown again. Nothing was done yet. Fields for passwords are left empty.
again-lost = Your session has ended.
again-lost-text = Sign in and fill in the form again: it was too long to be kept here. Nothing was done.
kept-not-opened = The form that was kept belongs to another account, or the program was started anew since. It was not shown.
back-to-form = Back to the form
back-to-form-text = The form is as you filled it in. It is done only when you send it from there.

# Beginning
begin-title = Begin
begin-lede = You were invited as { $role }. Choose how you prove that it is you.
begin = Begin
name = Name and surname
set-up-how = Open an application for codes on your telephone and scan this picture.
set-up-typed = If it cannot be scanned, type this secret:
qr-alt = Picture to scan with an application for codes
codes-once = Write these codes down now; they are shown once.
codes-once-text = Each replaces a code of the application one time, if the telephone is lost. Keep them apart from the password.

# One's own account
account-title = My account
roles = Roles
roles-none = no role yet
second-factor = Second factor
recovery = Recovery codes
recovery-text = New codes take the place of the old ones, which are void from then on.
sessions = Where you are signed in
password-new = New password
password-hint = At least 12 characters. Several words in a row are easy to remember.
password-present = Present password
password-change = Change the password
factor-replace = Set up another telephone
factor-change = Change the second factor
recovery-change = Make new codes
session-present = this device
session-end = End
session-times = since { $since }, last used { $seen }
sessions-end = End all others
password-done = The password is changed. Everywhere else you are signed out.
factor-done = The second factor is changed. Everywhere else you are signed out.
recovery-done = There are new recovery codes.
sessions-done = Ended.

# Access tokens
tokens = Open tokens, and a new one
tokens-title = Access tokens
tokens-lede = By a token a program of yours reads and does things in your name: only what you tick, only what you may do yourself, and only until its end.
tokens-open = Open tokens
tokens-none = No token is open.
tokens-new = A new token
token-title = Title
token-title-hint = For what it is, so that you know it again.
token-lasts = It ends after
token-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
token-may = What the program may do
token-make = Make the token
token-end = End
token-end-named = End { $title }
token-times = made { $made }, ends { $ends }, last used: { $used }
token-unused = never
token-reach = { $count ->
    [one] One thing that it may do
   *[other] { $count } things that it may do
}
token-done = The token is made.
token-once = Copy it now.
token-once-text = It is shown this one time and cannot be read again. Keep it where you keep passwords: whoever has it acts in your name.
token-ended = The token has ended.
repeated = This was done already.
repeated-text = The same form was sent before. What was made then is not shown again; if you have not seen it, make it anew.

# Accounts
accounts-title = Accounts
accounts-lede = Who works with the system, and in which role.
accounts-filter = Name, address or role
accounts-seek = Seek
accounts-none = No account fits. Accounts begin with an invitation.
accounts-back = To all accounts
account-of = Account
kind = Kind
kind-person = a person
kind-sample = made up by the demonstration
invite-title = Invite someone
invite-lede = You get a link to hand over. Whoever opens it chooses a password and a second factor and holds the role.
invite-make = Make the link
invited-title = Invitation
invited-once = This link is shown once.
invited-how = Hand it over yourself, by a way that only this person reads. It works once, for three days.
invited-before = This invitation was made already, and its link was shown then. Make a new one if it is lost.
role = Role
role-hint = Roles that read cases wait for a second person.
territory = Where
place-country = the whole country
choose = Choose
role-give-title = Give a role
role-give = Give the role
role-end = End the role
reset-title = Lost telephone
reset-text = Taking away the second factor needs a second person. Make sure first that it is really the owner who asks.
reset-ask = Ask for it to be taken away
given-done = The role is given. Whoever holds it signs in anew.
waits-done = The role waits for a second person.
ended-done = The role is ended.
reset-waits-done = This waits for a second person.

# What waits
waiting-title = Waiting for a second person
waiting-lede = What another person asked for and you may decide on. Nobody decides on what they asked for themselves.
waiting-none = Nothing waits for you. What needs a second person appears here as soon as someone asks for it.
pending-give = Give the role: { $role }
pending-reset = Take away a lost second factor
pending-other = Something else
pending-whom = Whom
pending-by = Asked for by
pending-at = Asked for on
pending-why = Reason
pending-approve = Approve
pending-refuse = Refuse
approved-done = Approved and done.
refused-done = Refused; nothing was changed.
someone = someone whose account was ended

# The journal
nav-journal = Journal
journal-title = Journal
journal-lede = Who did what, when, from where, to what. Nothing in it can be changed, and a change from outside is found.
journal-from = From day
journal-until = To day
journal-who = Who
journal-what = What
journal-where = Territory
journal-subject = To what
journal-subject-hint = The identifier, or a part of it
journal-older = Older entries
journal-file = These entries as CSV (the newest 10 000 that fit)
journal-none = No entry fits.
journal-by = { $who }, { $at }, from { $origin }; { $place }, entry { $entry }
journal-details = What was written
journal-field = Field
journal-before = Before
journal-after = After
journal-hash = Hash of the entry:
everyone = Everyone
everything = Everything
everywhere = Everywhere
actor-public = someone who had not signed in
actor-demo = the demonstration
actor-system = the program
origin-none = this machine
day-wrong = This is not a day. Write it like 2026-11-27.

# What one was told
nav-jobs = Work of the program
inbox-title = Inbox
inbox-lede = What others did that concerns you, and what waits for you.
inbox-none = Nothing new.
inbox-read-title = Read
inbox-mark = Mark as read
inbox-all = Mark all as read
notice-unknown = A notice of another version of the program. Open it to read on.

# Letters
letters = Letters
letters-text = Whatever you have not read in the inbox after five minutes is also sent to you by e-mail.
letters-none = This site sends no e-mail. What concerns you is in the inbox.
letters-language = Language of letters
letters-in-sq = Albanian
letters-in-sr-cyrl = Serbian, Cyrillic
letters-in-sr-latn = Serbian, Latin
letters-in-en = English
letters-wanted = Write to me by e-mail
letters-always = What concerns the safety of your account is sent to you in any case.
letters-change = Keep
letters-done = Kept.
letter-head = Dear { $name },
letter-demo = THIS IS A LETTER OF A DEMONSTRATION. PEOPLE AND FIGURES ARE MADE UP.
letter-notice-subject = Peshore: something new for you
letter-notice = { $sentence }

    Read on: { $address }

    Nobody reads answers to this address. How you are written to, you choose at { $account }
letter-password-subject = Peshore: a new password
letter-password = Someone asked for a new password for your account. If it was you, choose one here within half an hour; you need a code of your application or a recovery code as well:

    { $address }

    If it was not you, do nothing: your password stays as it is.

# A forgotten password
forgotten-title = Forgotten password
forgotten-link = Forgotten your password?
forgotten-lede = You get a letter with a link by which you choose a new one.
forgotten-ask = Send the letter
forgotten-done = If there is an account with this address, a letter is on its way to it. The link in it works for half an hour. Within ten minutes one letter is sent.
forgotten-no-mail = This site sends no e-mail. Ask an administrator for help.
forgotten-again = Ask for another letter.
new-password-title = New password
new-password-lede = All devices are signed out. The link alone does not suffice: a code must come with it.
new-password-done = The password is changed. Sign in with it.

# Signing in by an identity provider
identity-sign-in = Sign in with { $name }
identity-onward-title = On to another site
identity-onward = On to { $name }
identity-onward-text = You sign in there, and come back here. If nothing happens, use the link.
identity-declined = You were not signed in there. Try again, or sign in with your password.
identity-text = You can sign in with { $name } in the place of your password. You choose there who you are, and come back.
identity-connect = Connect with { $name }
identity-connected = Connected with { $name } since { $since }. Your password works as well.
identity-disconnect = Disconnect from { $name }
identity-begin = Connect with { $name } afterwards
identity-begin-hint = You can then sign in there in the place of your password. Write your codes down first.
connect-done = Connected. From now on you can sign in that way, too.
disconnect-done = Disconnected. You sign in with your password.
openid-unreached = The site at which you sign in was not reached.
openid-unreached-help = Try again in a few minutes, or sign in with your password.
openid-unfit = The answer of the site at which you sign in cannot be used.
openid-unfit-help = Sign in with your password, and tell an administrator: the settings of both sites may not fit together.
openid-refused = The site at which you sign in did not confirm that you come from there.
openid-refused-help = Begin again. If that does not help, sign in with your password and tell an administrator.
openid-unproven = What the site at which you sign in says of you is not proved.
openid-unproven-help = Begin again. If that does not help, sign in with your password and tell an administrator.

# Work of the program
jobs-title = Work of the program
jobs-lede = Letters and reminders, which the program sends by itself. What fails is tried again, later each time; after twelve attempts it is given up.
jobs-none = Nothing was to be done yet.
jobs-no-mail = This site sends no e-mail: the settings name no server of mail. Letters are not sent.
job-waiting = waiting
job-running = under way
job-done = done
job-given-up = given up
job-letter = Letter
job-reminder = Reminder
job-due = Due { $at }; attempts so far: { $count }.
job-tried = Last tried { $at }; attempts: { $count }.
job-again = Try again
job-again-done = It is tried again.
job-not-given-up = It was not given up, so nothing was changed.

# The end of an account
close-title = End this account
close-text = Its roles and sessions end with it, and nobody signs in to it again. This cannot be undone; whoever comes back is invited with another address. What was done stays in the journal.
close = End the account
closed-done = The account has ended.
