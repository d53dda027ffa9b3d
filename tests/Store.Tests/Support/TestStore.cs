using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Opening;
using Sekisho.Store.Orders;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;
using Sekisho.Testing;

namespace Sekisho.Store.Tests.Support;

/// <summary>A store on a folder of its own, with two tenants: "house" has mailboxes here, "branch" a server of its own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public const string Ayumi = "ayumi@house.example";
    public const string Ken = "ken@house.example";
    public const string AtBranch = "sales@branch.example";

    private readonly bool _ownsFolder;
    private static long _orders;

    private TestStore(string folder, bool ownsFolder, ManualTimeProvider clock, StoreRole role, InMemoryCalls calls)
    {
        Folder = folder;
        _ownsFolder = ownsFolder;
        Clock = clock;
        Role = role;
        Calls = calls;
    }

    private static readonly string[] Ordered = [StoreCalls.QuarantineChange.Name, StoreCalls.QueueChange.Name, StoreCalls.SendersChange.Name];

    public static StoreOptions Quick { get; } = new() { RetryJitter = 0 };

    public string Folder { get; }

    public ManualTimeProvider Clock { get; }

    public StoreRole Role { get; }

    public InMemoryCalls Calls { get; }

    public KeyHolder Keys { get; private set; } = new();

    public string DatabasePath => Path.Combine(Folder, "store.db");

    public static string NewFolder() => System.IO.Directory.CreateTempSubdirectory("sekisho-store-").FullName;

    /// <summary>A new store with the tenants and accounts.</summary>
    public static async Task<TestStore> NewAsync(StoreOptions? options = null, Disk? disk = null, string? folder = null)
    {
        var store = await OpenAsync(folder ?? NewFolder(), new ManualTimeProvider(), options, disk, ownsFolder: folder is null);
        store.Keys.AddTenant("house", ["house.example"]);
        store.Keys.AddTenant("branch", ["branch.example"], new Route(RouteKind.Relay, "mail.branch.example:25"));
        store.Keys.AddAccount(Ayumi);
        store.Keys.AddAccount(Ken);
        await store.PublishAsync();
        return store;
    }

    /// <summary>Publishes the whole directory again, and the keys of memories that the store then lacks.</summary>
    public async Task<PublishDirectoryReply> PublishAsync()
    {
        var reply = await Calls.SendAsync(StoreCalls.PublishDirectory, Keys.Whole());
        return reply.WithoutMemoryKey is { } lacking ? await Calls.SendAsync(StoreCalls.PublishDirectory, Keys.MemoryOf(lacking)) : reply;
    }

    public async Task AddTenantAsync(string name, string[] domains, Route? relay = null)
    {
        Keys.AddTenant(name, domains, relay);
        await PublishAsync();
    }

    public async Task AddAccountAsync(string address)
    {
        Keys.AddAccount(address);
        await PublishAsync();
    }

    /// <summary>Opens a folder as a start of the role does.</summary>
    public static async Task<TestStore> OpenAsync(
        string folder, ManualTimeProvider clock, StoreOptions? options = null, Disk? disk = null, bool ownsFolder = false)
    {
        var calls = new InMemoryCalls();
        var role = new StoreRole(
            new RoleEnvironment
            {
                InstanceName = "store",
                RunId = "run",
                Folder = folder,
                Calls = calls,
                Clock = clock,
                Logs = NullLoggerFactory.Instance,
            },
            options ?? Quick,
            disk ?? new Disk());
        role.Map(calls);
        try
        {
            await role.StartAsync(default);
        }
        catch
        {
            await role.DisposeAsync();
            throw;
        }

        var store = new TestStore(folder, ownsFolder, clock, role, calls);
        calls.OrderOf = (caller, name, json) => Ordered.Contains(name) ? store.Order(name, json) : null;
        return store;
    }

    /// <summary>Ends this store and opens its folder again.</summary>
    public async Task<TestStore> RestartAsync(StoreOptions? options = null)
    {
        await Role.DisposeAsync();
        var again = await OpenAsync(Folder, Clock, options, ownsFolder: _ownsFolder);
        again.Keys = Keys;
        return again;
    }

    /// <summary>An order as the vault writes it.</summary>
    public string Order(string call, byte[] request, long tenant = 0, long account = 0, RoleKind caller = RoleKind.Operator) => Keys.Write(new StoreOrder
    {
        Call = call,
        RequestHash = SHA256.HashData(request),
        Caller = caller,
        Id = new UInt128(0, (ulong)Interlocked.Increment(ref _orders)),
        Ends = Clock.GetUtcNow() + StoreOrder.Lifetime,
        Tenant = tenant,
        Account = account,
    });

    public string NewId() => TimeOrderedId.New(Clock);

    public static byte[] Content(int bytes = 300, int seed = 1)
    {
        var content = new byte[bytes];
        new Random(seed).NextBytes(content);
        return content;
    }

    public static bool Same(byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b);

    public static AcceptRequest Message(
        string id, string[] recipients, Disposition disposition = Disposition.Accept, string sender = "someone@elsewhere.example", string? account = null) => new()
        {
            Id = id,
            Envelope = new Envelope { ReversePath = sender, Recipients = [.. recipients.Select(address => new EnvelopeRecipient { Address = address })] },
            Verdict = new Verdict
            {
                Disposition = disposition,
                Reasons = disposition is Disposition.Accept ? [] : [new Reason(ReasonCode.InspectionTimeout, "late")],
            },
            Origin = new Origin
            {
                Kind = account is null ? OriginKind.Relay : OriginKind.Submission,
                Client = "192.0.2.1:4711",
                Helo = "client.example",
                Account = account,
            },
            Subject = "On the road",
        };

    public async Task<string> AcceptWithSubjectAsync(string subject, params string[] recipients)
    {
        var id = NewId();
        await AcceptAsync(Message(id, recipients) with { Subject = subject }, Content());
        return id;
    }

    public async Task<string> AcceptAsync(params string[] recipients) => await AcceptAsync(Disposition.Accept, Content(), recipients);

    public async Task<string> AcceptAsync(Disposition disposition, byte[] content, params string[] recipients)
    {
        var id = NewId();
        await AcceptAsync(Message(id, recipients, disposition), content);
        return id;
    }

    public async Task<AcceptReply> AcceptAsync(AcceptRequest request, byte[] content) =>
        await Calls.SendAsync(StoreCalls.Accept, request, new ReadOnlySequence<byte>(content));

    public async Task<IReadOnlyList<DeliveryJob>> LeaseAsync(string caller = "deliver-1", int most = 100, string[]? busy = null, double wait = 0, string[]? holding = null) =>
        [.. (await Calls.SendAsync(StoreCalls.LeaseDue, new LeaseDueRequest { Caller = caller, Most = most, BusyDestinations = busy ?? [], WaitSeconds = wait, Holding = holding })).Jobs.Select(Open)];

    /// <summary>Opens a job as the role deliver does.</summary>
    public DeliveryJob Open(SealedJob job)
    {
        using var secret = Keys.Open(job.Envelope.Box, BoxContext.OfMessage(job.MessageId));
        var keys = MessageKeys.TryRead(secret)!;
        return new DeliveryJob(job, MessageEnvelope.Open(keys.Envelope.Span, job.MessageId, job.Envelope.Envelope)!, keys);
    }

    public async Task<DeliveryJob> LeaseOneAsync(string caller = "deliver-1") => Assert.Single(await LeaseAsync(caller));

    public async Task SettleAsync(
        DeliveryJob job, DeliveryOutcome outcome, string? noticeId = null, byte[]? notice = null, bool down = false, bool delayNotice = false) =>
        await Calls.SendAsync(
            StoreCalls.Settle,
            new SettleRequest
            {
                Lease = job.Lease,
                Results = [.. job.Sealed.Recipients.Select((_, i) => job.Result(i, outcome, Reply(outcome), "mx.elsewhere.example"))],
                NoticeId = noticeId,
                NoticeRecipient = noticeId is null ? null : job.Envelope.ReversePath,
                DestinationDown = down,
                DelayNoticeSent = delayNotice,
            },
            new ReadOnlySequence<byte>(notice ?? []));

    public async Task<IReadOnlyList<OpenedHeld>> LeaseHeldAsync(string caller = "deliver-1", int most = 10, double wait = 0) =>
        [.. (await Calls.SendAsync(StoreCalls.LeaseHeld, new LeaseHeldRequest(caller, most, wait))).Messages.Select(Open)];

    private OpenedHeld Open(HeldMessage held)
    {
        var keys = held.Envelopes.Select(envelope => MessageKeys.TryRead(Keys.Open(envelope.Box, BoxContext.OfMessage(held.Id)))!).ToList();
        return new OpenedHeld(held, [.. held.Envelopes.Select((envelope, i) => MessageEnvelope.Open(keys[i].Envelope.Span, held.Id, envelope.Envelope)!)], keys);
    }

    /// <summary>The content of what is leased.</summary>
    public async Task<byte[]> ReadAsync(string id, string lease, MessageKeys keys)
    {
        await using var reply = await Calls.OpenAsync(StoreCalls.ReadContent, new ByIdRequest(lease));
        await using var content = await OpenContent.WithKeyAsync(id, keys.Content, reply.Value.PrefixBytes, reply.Content, default);
        return await ReadAsync(content, reply.Value.ContentBytes);
    }

    public Task<byte[]> ReadAsync(DeliveryJob job) => ReadAsync(job.MessageId, job.Lease, job.Keys);

    public Task<byte[]> ReadAsync(OpenedHeld held) => ReadAsync(held.Id, held.Lease, held.Keys[0]);

    public async Task<byte[]> ReadAsync(Call<ByIdRequest, ContentInfo> call, string id)
    {
        await using var reply = await Calls.OpenAsync(call, new ByIdRequest(id));
        await using var content = await OpenContent.FromBoxAsync(id, reply.Value, reply.Content, Keys, default);
        return await ReadAsync(content!, reply.Value.ContentBytes);
    }

    private static async Task<byte[]> ReadAsync(Stream content, long length)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        Assert.Equal(length, bytes.Length);
        return bytes.ToArray();
    }

    public async Task<IReadOnlyList<MailboxItem>> MailboxAsync(string account) =>
        await OpenLists.MailboxAsync(await Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(account)), Keys, default);

    public async Task<IReadOnlyList<QueueItem>> QueueAsync() => await QueueAsync(new ListRequest());

    public async Task<IReadOnlyList<QueueItem>> QueueAsync(ListRequest request) => await OpenLists.QueueAsync(await Calls.SendAsync(StoreCalls.QueueList, request), Keys, default);

    public async Task<IReadOnlyList<QuarantineItem>> QuarantineAsync() =>
        await OpenLists.QuarantineAsync(await Calls.SendAsync(StoreCalls.QuarantineList, new ListRequest()), Keys, default);

    public async Task<MessageTrace> TraceAsync(string id) => await OpenTrace.RunAsync(await Calls.SendAsync(StoreCalls.Trace, new ByIdRequest(id)), Keys, default);

    public async Task<string[]> StepsAsync(string id) => [.. (await TraceAsync(id)).Events.Select(step => step.What)];

    public async Task<StoreStatus> StatusAsync() => await Calls.SendAsync(StoreCalls.Status, Nothing.Value);

    public static async Task<CallException> RejectedAsync(Func<Task> act, CallFailure failure = CallFailure.Rejected)
    {
        var exception = await Assert.ThrowsAsync<CallException>(act);
        Assert.Equal(failure, exception.Failure);
        return exception;
    }

    /// <summary>Whether the bytes are anywhere in the files of the store.</summary>
    public bool IsOnDisk(ReadOnlySpan<byte> bytes)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) is "store.lock") continue;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes) >= 0) return true;
        }

        return false;
    }

    public string[] ContentFiles() =>
        System.IO.Directory.GetFiles(Path.Combine(Folder, "content"), "*", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        await Role.DisposeAsync();
        if (_ownsFolder) System.IO.Directory.Delete(Folder, recursive: true);
    }

    private static string Reply(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => "250 2.0.0 Ok",
        DeliveryOutcome.Failed => "550 5.1.1 No such user",
        _ => "451 4.3.0 Later",
    };
}
