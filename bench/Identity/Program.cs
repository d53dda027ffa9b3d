using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sekisho.Bench.Identity;
using Sekisho.Identity.BreachedPasswords;
using Sekisho.Identity.Budgets;
using Sekisho.Identity.Keys;
using Sekisho.Identity.Passwords;
using Sekisho.Identity.Scram;
using Sekisho.Identity.Throttling;
using Sekisho.Identity.Tickets;

// Sekisho.Bench.Identity [--json] [--breached N]: what logins, tickets, budgets and the look-up of leaked passwords cost, on one thread.
var json = args.Contains("--json");
var entries = Option("--breached") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 5_000_000;
var clock = TimeProvider.System;
using var keys = new KeyRing(1, RandomNumberGenerator.GetBytes(KeyRing.KeyBytes));
if (!json) Console.WriteLine($"{"work",-60} {"µs",12} {"alloc B",10}");

Tickets();
Hashing();
Throttling();
Budgets();
Breached();
return 0;

void Tickets()
{
    var revocations = new Revocations(clock);
    for (var i = 0; i < 100_000; i++) revocations.RevokeTicket((UInt128)i);
    for (var i = 0; i < 10_000; i++) revocations.RevokeAccount(1_000_000 + i);
    var office = new TicketOffice(keys, revocations, new TicketOptions(), clock);
    var request = new TicketRequest { Account = 7, Tenant = 3, Device = 11, Roles = TicketRoles.Web, Strength = AuthenticationStrength.Passkey };
    var ticket = office.Issue(request).Text;
    Show(Measurement.Take("ticket check (110,000 revocations)", _ => Must(office.Check(ticket, TicketRoles.Web).IsGood)));
    Show(Measurement.Take("ticket issue", _ => office.Issue(request)));
    Show(Measurement.Take("ticket renew", _ => Must(office.Renew(ticket, TicketRoles.Web).Check.IsGood)));
}

void Hashing()
{
    var gate = new HashingGate(new HashingGateOptions(), clock);
    var hasher = new PasswordHasher(new PasswordParameters(), keys, gate);
    var verifier = hasher.NewAsync("a1", "a long sentence nobody guesses", HashingLane.Known).AsTask().GetAwaiter().GetResult().Verifier!;
    Show(Measurement.Take($"password check, PBKDF2-HMAC-SHA512, {PasswordParameters.AdvisedIterations} iterations", _ =>
        Must(hasher.CheckAsync("a1", verifier, "a long sentence nobody guesses", HashingLane.Known).AsTask().GetAwaiter().GetResult().IsRight)));
    Show(Measurement.Take("password check of an unknown account", _ =>
        Must(!hasher.CheckAsync("a1", null, "a long sentence nobody guesses", HashingLane.Known).AsTask().GetAwaiter().GetResult().IsRight)));
    var scram = ScramVerifier.Derive("password"u8, new byte[16], 4096);
    Show(Measurement.Take("SCRAM exchange without the derivation", _ =>
    {
        var login = ScramLogin.Start("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"u8)!;
        login.Challenge(scram, known: true);
        Must(!login.Finish("c=biws,r=x,p=AAAA"u8).IsAccepted);
    }));
    var policy = new PasswordPolicy(new PasswordPolicyOptions(), null);
    Show(Measurement.Take("password policy without the list", _ => Must(policy.Check("blue tram wednesday", ["ayumi@house.example", "Ayumi Tanaka"]).Count == 0)));
}

void Throttling()
{
    var throttle = new LoginThrottle(new ThrottleOptions(), clock, new byte[32]);
    var address = new byte[4];
    Show(Measurement.Take("login throttle, every attempt a new network and account", i =>
    {
        BinaryPrimitives.WriteInt32BigEndian(address, i);
        throttle.Begin(new LoginAttempt { Account = $"account{i}", Address = new IPAddress(address) });
    }));
    var known = new LoginAttempt { Account = "ayumi", Address = IPAddress.Loopback, KnownDevice = 5 };
    Show(Measurement.Take("login throttle, a known device that succeeds", _ => throttle.Succeeded(known, throttle.Begin(known))));
}

void Budgets()
{
    var limit = new BudgetLimit { PerMinute = BudgetLimit.Most, PerHour = BudgetLimit.Most, PerDay = BudgetLimit.Most };
    var book = new BudgetBook(new Dictionary<(string, BudgetKind), BudgetLimit> { [("role", BudgetKind.MessagesOpened)] = limit, [("ticket", BudgetKind.MessagesOpened)] = limit }, clock);
    BudgetCaller[] callers = [new("role", "web"), new("ticket", "t1")];
    Show(Measurement.Take("budget, two at once", _ => book.Take(callers, BudgetKind.MessagesOpened, 1)));
}

void Breached()
{
    var folder = Directory.CreateTempSubdirectory("sekisho-breached-").FullName;
    var path = Path.Combine(folder, "list");
    try
    {
        var hashes = new List<string>(entries);
        var random = new Random(1);
        var hash = new byte[20];
        for (var i = 0; i < entries; i++)
        {
            random.NextBytes(hash);
            hashes.Add(Convert.ToHexString(hash) + ":7");
        }

        hashes.Sort(StringComparer.Ordinal);
        using var lines = new StringReader(string.Join('\n', hashes));
        var started = Stopwatch.GetTimestamp();
        using (var file = new FileStream(path, FileMode.CreateNew)) Must(BuildBreachedPasswords.FromHashes(lines, entries, 1, file).Status == BreachedBuildStatus.Done);
        var built = Stopwatch.GetElapsedTime(started);
        using var ranges = FileRanges.Open(path);
        var list = BreachedPasswordFile.Open(ranges)!;
        if (!json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"leaked passwords: {list.Entries} entries, {(double)ranges.Length / list.Entries:F2} bytes each, built in {built.TotalSeconds:F1} s, false positives 1 in {1 / list.FalsePositiveRate:F0}"));
        Show(Measurement.Take("leaked password look-up, file in the system's cache", i => Must(list.Find(Encoding.UTF8.GetBytes($"password {i}")) != BreachLookup.Damaged)));
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

void Show(Measurement row) => Console.WriteLine(json
    ? JsonSerializer.Serialize(row)
    : string.Create(CultureInfo.InvariantCulture, $"{row.Work,-60} {row.Microseconds,12:F2} {row.AllocatedBytes,10:F0}"));

static void Must(bool good)
{
    if (!good) throw new InvalidOperationException("The measured work did not do what it should.");
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
