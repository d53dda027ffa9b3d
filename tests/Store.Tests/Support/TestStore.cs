using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Database;
using Sekisho.Store.Directory;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tracing;
using Sekisho.Testing;

namespace Sekisho.Store.Tests.Support;

/// <summary>A store on a folder of its own, with two tenants: "house" has mailboxes here, "branch" a server of its own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public const string Ayumi = "ayumi@house.example";
    public const string Ken = "ken@house.example";
    public const string AtBranch = "sales@branch.example";

    private readonly bool _ownsFolder;

    private TestStore(string folder, bool ownsFolder, ManualTimeProvider clock, StoreRole role, InMemoryCalls calls)
    {
        Folder = folder;
        _ownsFolder = ownsFolder;
        Clock = clock;
        Role = role;
        Calls = calls;
    }

    public static StoreOptions Quick { get; } = new() { PasswordIterations = 4096, RetryJitter = 0 };

    public string Folder { get; }

    public ManualTimeProvider Clock { get; }

    public StoreRole Role { get; }

    public InMemoryCalls Calls { get; }

    public string DatabasePath => Path.Combine(Folder, "store.db");

    public static string NewFolder() => System.IO.Directory.CreateTempSubdirectory("sekisho-store-").FullName;

    /// <summary>A new store with the tenants and accounts.</summary>
    public static async Task<TestStore> NewAsync(StoreOptions? options = null, Disk? disk = null, string? folder = null)
    {
        var store = await OpenAsync(folder ?? NewFolder(), new ManualTimeProvider(), options, disk, ownsFolder: folder is null);
        await store.Calls.SendAsync(StoreCalls.AddTenant, new Tenant { Name = "house", Domains = ["house.example"] });
        await store.Calls.SendAsync(StoreCalls.AddTenant, new Tenant
        {
            Name = "branch",
            Domains = ["branch.example"],
            Relay = new Route(RouteKind.Relay, "mail.branch.example:25"),
        });
        await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(Ayumi, null));
        await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(Ken, null));
        return store;
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

        return new TestStore(folder, ownsFolder, clock, role, calls);
    }

    /// <summary>Ends this store and opens its folder again.</summary>
    public async Task<TestStore> RestartAsync(StoreOptions? options = null)
    {
        await Role.DisposeAsync();
        return await OpenAsync(Folder, Clock, options, ownsFolder: _ownsFolder);
    }

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
        (await Calls.SendAsync(StoreCalls.LeaseDue, new LeaseDueRequest { Caller = caller, Most = most, BusyDestinations = busy ?? [], WaitSeconds = wait, Holding = holding })).Jobs;

    public async Task<DeliveryJob> LeaseOneAsync(string caller = "deliver-1") => Assert.Single(await LeaseAsync(caller));

    public async Task SettleAsync(
        DeliveryJob job, DeliveryOutcome outcome, string? noticeId = null, byte[]? notice = null, bool down = false, bool delayNotice = false) =>
        await Calls.SendAsync(
            StoreCalls.Settle,
            new SettleRequest
            {
                Lease = job.Lease,
                Results = [.. job.Envelope.Recipients.Select(recipient => new RecipientResult(recipient.Address, outcome, Reply(outcome), "mx.elsewhere.example"))],
                NoticeId = noticeId,
                NoticeRecipient = noticeId is null ? null : job.Envelope.ReversePath,
                DestinationDown = down,
                DelayNoticeSent = delayNotice,
            },
            new ReadOnlySequence<byte>(notice ?? []));

    public async Task<IReadOnlyList<HeldMessage>> LeaseHeldAsync(string caller = "mx-1", int most = 10, double wait = 0) =>
        (await Calls.SendAsync(StoreCalls.LeaseHeld, new LeaseHeldRequest(caller, most, wait))).Messages;

    public async Task<byte[]> ReadAsync(Call<ByIdRequest, ContentInfo> call, string id)
    {
        await using var reply = await Calls.OpenAsync(call, new ByIdRequest(id));
        using var bytes = new MemoryStream();
        await reply.Content.CopyToAsync(bytes);
        Assert.Equal(reply.Value.ContentBytes, bytes.Length);
        return bytes.ToArray();
    }

    public async Task<IReadOnlyList<MailboxItem>> MailboxAsync(string account) =>
        (await Calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(account))).Items;

    public async Task<IReadOnlyList<QueueItem>> QueueAsync() => (await Calls.SendAsync(StoreCalls.QueueList, new ListRequest())).Items;

    public async Task<IReadOnlyList<QuarantineItem>> QuarantineAsync() => (await Calls.SendAsync(StoreCalls.QuarantineList, new ListRequest())).Items;

    public async Task<MessageTrace> TraceAsync(string id) => await Calls.SendAsync(StoreCalls.Trace, new ByIdRequest(id));

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
