using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Kernel.Cryptography;
using Sekisho.Kernel.Ids;
using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Durability;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Reading;
using Sekisho.Ledger.Recovery;
using Sekisho.Ledger.Verification;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Testing;

namespace Sekisho.Ledger.Tests.Support;

/// <summary>A ledger on folders of its own, which can be stopped, killed, and started again.</summary>
internal sealed class TestLedger : IAsyncDisposable
{
    public static readonly IEd25519 Ed25519 = LibcryptoEd25519.TryLoad(out var loaded, out var problem) ? loaded : throw new InvalidOperationException(problem);

    private LedgerRole? _role;

    public TestLedger(string? data = null)
    {
        Data = data ?? Directory.CreateTempSubdirectory("sekisho-ledger-").FullName;
        Directory.CreateDirectory(Folders.Log);
        Directory.CreateDirectory(Folders.State);
    }

    public string Data { get; }

    public LedgerFolders Folders => LedgerFolders.In(Data);

    public ManualTimeProvider Clock { get; init; } = new();

    public LedgerDisk Disk { get; init; } = new();

    public LedgerOptions Options { get; set; } = new() { Origin = "ledger.example", JournalSegmentBytes = 8 * 1024 * 1024, MaxJournalSegments = 3 };

    public InMemoryCalls Calls { get; } = new();

    public string Start { get; set; } = "start1";

    public LedgerRole Role => _role!;

    public async Task<TestLedger> StartAsync()
    {
        _role = new LedgerRole(
            Options,
            new RoleEnvironment
            {
                InstanceName = "ledger",
                RunId = TimeOrderedId.New(TimeProvider.System),
                Folder = Folders.Log,
                SecondFolder = Folders.State,
                Calls = null!,
                Clock = Clock,
                Logs = NullLoggerFactory.Instance,
            },
            Disk,
            _ => { });
        _role.Map(Calls);
        try
        {
            await _role.StartAsync(default);
        }
        catch
        {
            await _role.DisposeAsync();
            _role = null;
            throw;
        }

        return this;
    }

    public async Task StopAsync()
    {
        await _role!.StopAsync(default);
        await EndAsync();
    }

    /// <summary>Ends it without publishing what is recorded.</summary>
    public async Task EndAsync()
    {
        if (_role is not null) await _role.DisposeAsync();
        _role = null;
    }

    public ValueTask<AppendReply> AppendAsync(long first, params LedgerEntry[] entries) =>
        Calls.SendAsync(LedgerCalls.Append, new AppendRequest { Start = Start, First = first, Entries = entries });

    public ValueTask<CheckpointReply> CheckpointAsync() => Calls.SendAsync(LedgerCalls.Checkpoint, Nothing.Value);

    /// <summary>Every entry of the log, as JSON.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAllAsync()
    {
        var all = new List<JsonElement>();
        while (true)
        {
            var reply = await Calls.SendAsync(LedgerCalls.Read, new ReadRequest(all.Count, 1000));
            if (reply.Entries.Count == 0) return all;
            Assert.Equal(all.Count, reply.First);
            all.AddRange(reply.Entries.Select(Parse));
        }
    }

    public LedgerReport Verify() => LedgerVerification.Run(Folders, Ed25519);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(Data, recursive: true);
    }

    public static LedgerEntry Entry(int number = 0) => new()
    {
        Type = EntryType.MessageRead,
        When = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Who = new LedgerWho { Ticket = "ticket7", Person = Reference("person"), Address = Reference("address") },
        What = new LedgerWhat { Tenant = "house", Class = "message", Reference = Reference("message") },
        Details = new Dictionary<string, string> { ["number"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };

    public static LedgerEntry[] Entries(int count, int from = 0) => [.. Enumerable.Range(from, count).Select(Entry)];

    public static LedgerReference Reference(string value) => LedgerReference.Of("0123456789abcdef"u8, "test", value);

    public static JsonElement Parse(string json)
    {
        Assert.True(RecordedEntry.TryRead(json, out _), json);
        return JsonDocument.Parse(json).RootElement;
    }

    public static string TypeOf(JsonElement entry) => entry.GetProperty("type").GetString()!;

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, file.Replace(from, to, StringComparison.Ordinal), overwrite: true);
    }
}
