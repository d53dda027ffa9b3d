using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Bench.Vault;
using Sekisho.Ledger;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Store;
using Sekisho.Store.Published;
using Sekisho.Vault;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Directory;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;

// What the vault costs, with the real ledger and the real store in one process: no sockets, real disks.
// Usage: Sekisho.Bench.Vault [ACCOUNTS] [TENANTS] [FOLDER]
var accounts = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var tenants = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Math.Max(1, accounts / 627);
var folder = args.Length > 2 ? args[2] : Directory.CreateTempSubdirectory("sekisho-bench-").FullName;
var clock = TimeProvider.System;
var hub = new Hub();
var ledger = new LedgerRole(new LedgerOptions { Origin = "bench/ledger" }, EnvironmentOf("ledger", RoleKind.Ledger), ownProcess: false);
var store = new StoreRole(EnvironmentOf("store", RoleKind.Store), new StoreOptions());
var vault = new VaultRole(EnvironmentOf("vault", RoleKind.Vault), new VaultOptions { Budgets = new BudgetOptions { TicketMessages = 1_000_000, WebMessages = 1_000_000, WebTickets = 1_000_000, DeliverMessages = 10_000_000 } });
ledger.Map(hub);
store.Map(hub);
vault.Map(hub);
await ledger.StartAsync(default);
await store.StartAsync(default);
await vault.StartAsync(default);
var asOperator = hub.As(RoleKind.Operator);
var web = hub.As(RoleKind.Web);
var deliver = hub.As(RoleKind.Deliver);

var watch = Stopwatch.StartNew();
for (var i = 0; i < tenants; i++) await asOperator.SendAsync(VaultCalls.AddTenant, new Tenant { Name = $"t{i}", Domains = [$"t{i}.example"] });
Say($"{tenants} tenants, each published before its answer: {watch.Elapsed.TotalSeconds:F1} s ({watch.Elapsed.TotalMilliseconds / tenants:F2} ms each)");

watch.Restart();
for (var at = 0; at < accounts; at += 5000)
{
    var page = Enumerable.Range(at, Math.Min(5000, accounts - at)).Select(i => new ImportAccount { Address = $"user{i}@t{TenantOf(i)}.example" });
    await asOperator.SendAsync(VaultCalls.ImportAccounts, new ImportAccountsRequest([.. page]));
}

Say($"{accounts} accounts with their two key pairs: {watch.Elapsed.TotalSeconds:F1} s ({accounts / watch.Elapsed.TotalSeconds:F0} a second)");
await asOperator.SendAsync(VaultCalls.AddAccount, new AddAccountRequest("reader@t0.example", "nine lives of quiet cats"));
while (!(await asOperator.SendAsync(VaultCalls.Status, Nothing.Value)).Published) await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
Say($"all of it with the store after {watch.Elapsed.TotalSeconds:F1} s");
Say($"vault.db {(await asOperator.SendAsync(VaultCalls.Status, Nothing.Value)).DatabaseBytes / 1048576.0:F0} MiB, store.db {new FileInfo(Path.Combine(folder, "store", "store.db")).Length / 1048576.0:F0} MiB, memory of all three {Environment.WorkingSet / 1048576.0:F0} MiB");

await MeasureAsync("look-up of an address", 5000, async i => await asOperator.SendAsync(VaultCalls.TagOf, new NameRequest($"user{(int)(i * 7919L % accounts)}@t{TenantOf((int)(i * 7919L % accounts))}.example")));
watch.Restart();
for (var i = 0; i < 5; i++) await web.SendAsync(VaultCalls.LogIn, new LogInRequest("reader@t0.example", "nine lives of quiet cats", "192.0.2.1"));
Say($"a login: {watch.Elapsed.TotalMilliseconds / 5:F0} ms");
var ticket = (await web.SendAsync(VaultCalls.LogIn, new LogInRequest("reader@t0.example", "nine lives of quiet cats", "192.0.2.1"))).Ticket!;
await MeasureAsync("check of a ticket, with the account's address", 20_000, async _ => await web.SendAsync(VaultCalls.CheckTicket, new TicketRequest(ticket)));
MeasureTicket();

var index = await web.SendAsync(VaultCalls.LeaseIndexKey, new IndexKeyRequest(ticket));
var (mailbox, queue) = await KeysAsync(index.KeyId);
var message = Seal(mailbox, SealPurpose.ContentKey);
var queued = Seal(queue, SealPurpose.MessageKeys);
await MeasureAsync("opening a message, durably on record", 1000, async _ => await web.SendAsync(VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, message)));
await MeasureAsync("opening 100 queue boxes in one call", 100, async _ => await deliver.SendAsync(VaultCalls.OpenQueue, new OpenQueueRequest("lease", [.. Enumerable.Repeat(queued, 100)])));
watch.Restart();
await asOperator.SendAsync(VaultCalls.RotateRootKey, Nothing.Value);
Say($"a new root key over {tenants} tenants: {watch.Elapsed.TotalMilliseconds:F0} ms");
watch.Restart();
await asOperator.SendAsync(VaultCalls.EraseTenant, new Sekisho.Vault.Erasure.EraseTenantRequest("t1", Now: true));
Say($"erasing a tenant with {accounts / tenants} accounts, with its certificate: {watch.Elapsed.TotalMilliseconds:F0} ms");
await vault.StopAsync(default);
await vault.DisposeAsync();
await store.DisposeAsync();
await ledger.DisposeAsync();
if (args.Length <= 2) Directory.Delete(folder, recursive: true);

// One tenant after the other, as a provider loads them.
int TenantOf(int account) => (int)((long)account * tenants / accounts);

RoleEnvironment EnvironmentOf(string name, RoleKind kind) => new()
{
    InstanceName = name,
    RunId = "bench",
    Folder = Directory.CreateDirectory(Path.Combine(folder, name)).FullName,
    SecondFolder = Directory.CreateDirectory(Path.Combine(folder, name + "-state")).FullName,
    Calls = hub.As(kind),
    Clock = clock,
    Logs = NullLoggerFactory.Instance,
};

async Task MeasureAsync(string what, int count, Func<int, Task> work)
{
    for (var i = 0; i < Math.Min(count, 100); i++) await work(i);
    var times = new double[count];
    for (var i = 0; i < count; i++)
    {
        var began = Stopwatch.GetTimestamp();
        await work(i);
        times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    Array.Sort(times);
    Say($"{what}: median {times[count / 2] * 1000:F1} µs, p99 {times[count * 99 / 100] * 1000:F1} µs");
}

void MeasureTicket()
{
    const int Count = 200_000;
    for (var i = 0; i < 1000; i++) _ = vault.Parts.Tickets.Check(RoleKind.Web, ticket, null);
    var began = Stopwatch.GetTimestamp();
    for (var i = 0; i < Count; i++) _ = vault.Parts.Tickets.Check(RoleKind.Web, ticket, null);
    Say($"check of a ticket: {Stopwatch.GetElapsedTime(began).TotalMicroseconds / Count:F2} µs");
}

async Task<(PublishedKey Mailbox, PublishedKey Queue)> KeysAsync(string indexId)
{
    await Task.Yield();
    return vault.Parts.Database.Read(db =>
    {
        if (!KeyId.TryParse(indexId, out var id)) throw new InvalidOperationException(indexId);
        var row = Sekisho.Vault.Keys.KeyPairs.Find(db, id)!;
        return (Sekisho.Vault.Keys.KeyPairs.Newest(db, row.Tenant, row.Owner, Sekisho.Vault.Keys.KeyPairKind.Content)!, Sekisho.Vault.Publishing.DirectoryPages.QueueKey(db)!);
    });
}

BoxItem Seal(PublishedKey key, SealPurpose purpose)
{
    if (!KeyId.TryParse(key.Id, out var id) || !SealingPublicKey.TryRead(id, key.Point, out var recipient)) throw new InvalidOperationException(key.Id);
    using var sealer = new Sealer(clock);
    var context = Encoding.ASCII.GetBytes("0123456789abcdefghjkmnpqrs");
    return SealedBox.TryParse(sealer.Seal(recipient, purpose, context, new byte[64]), out var box)
        ? new BoxItem("0123456789abcdefghjkmnpqrs", box.Header.Bytes.ToArray(), context)
        : throw new InvalidOperationException("The sealer makes boxes.");
}

static void Say(string text) => Console.WriteLine(text);
