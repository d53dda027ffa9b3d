using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Commands.Witness;
using Sekisho.Kernel.Cryptography;
using Sekisho.Kernel.Ids;
using Sekisho.Ledger;
using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Recovery;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Witnessing;

namespace Sekisho.Tests.Commands.Ledger;

public sealed class LedgerCommandTests : IDisposable
{
    private static readonly LibcryptoEd25519 Ed25519 = LibcryptoEd25519.TryLoad(out var loaded, out var problem) ? loaded : throw new InvalidOperationException(problem);

    private readonly string _data = Directory.CreateTempSubdirectory("sekisho-ledger-").FullName;
    private readonly string _other = Directory.CreateTempSubdirectory("sekisho-ledger-").FullName;

    [Fact]
    public async Task An_intact_ledger_is_verified_without_a_running_system()
    {
        await WriteAsync(_data, 600);
        var run = await CommandRun.Of("ledger", "verify", "--json", "--data", _data);
        Assert.Equal(0, run.Exit);
        var item = JsonDocument.Parse(run.Out).RootElement;
        Assert.True(item.GetProperty("intact").GetBoolean());
        Assert.Equal(603, item.GetProperty("entriesVerified").GetInt64());
        Assert.Equal(0, (await CommandRun.Of("ledger", "verify", "--data", _data, "--vkey", item.GetProperty("vkey").GetString()!)).Exit);
    }

    [Fact]
    public async Task Every_file_of_the_log_that_is_changed_cut_or_gone_is_damage()
    {
        await WriteAsync(_data, 600);
        await WriteAsync(_data, 10, first: 601);
        var files = Directory.EnumerateFiles(Path.Combine(_data, "ledger"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(10, files.Count);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var changed = bytes.ToArray();
            changed[changed.Length / 2] ^= 0x04;
            await File.WriteAllBytesAsync(file, changed);
            Assert.Equal(1, await VerifyAsync());
            await File.WriteAllBytesAsync(file, bytes[..^1]);
            Assert.Equal(1, await VerifyAsync());
            // Partial tiles of smaller sizes may be gone.
            File.Delete(file);
            if (!file.Contains(".p/", StringComparison.Ordinal)) Assert.Equal(1, await VerifyAsync());
            await File.WriteAllBytesAsync(file, bytes);
        }

        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task A_ledger_that_is_not_there_is_a_failure_with_words()
    {
        foreach (var command in new[] { "verify", "checkpoint" })
        {
            var run = await CommandRun.Of("ledger", command, "--data", _data);
            Assert.Equal(1, run.Exit);
            Assert.Contains("There is no ledger", run.Error);
        }
    }

    [Fact]
    public async Task A_roll_back_of_the_log_folder_is_damage()
    {
        await WriteAsync(_data, 300);
        Copy(Path.Combine(_data, "ledger"), Path.Combine(_other, "ledger"));
        await WriteAsync(_data, 300, first: 301);
        Directory.Delete(Path.Combine(_data, "ledger"), recursive: true);
        Copy(Path.Combine(_other, "ledger"), Path.Combine(_data, "ledger"));
        var run = await CommandRun.Of("ledger", "verify", "--data", _data);
        Assert.Equal(1, run.Exit);
        Assert.Contains("RolledBack", run.Out);
    }

    [Fact]
    public async Task A_checkpoint_and_a_proof_stand_for_themselves()
    {
        await WriteAsync(_data, 300);
        var head = JsonDocument.Parse((await CommandRun.Of("ledger", "checkpoint", "--json", "--data", _data)).Out).RootElement;
        Assert.Equal(("test.example/ledger", 303L), (head.GetProperty("origin").GetString(), head.GetProperty("size").GetInt64()));
        var file = Path.Combine(_other, "p.tlog-proof");
        Assert.Equal(0, (await CommandRun.Of("ledger", "prove", "200", "--out", file, "--data", _data)).Exit);
        Assert.True(NoteKey.TryParse(head.GetProperty("vkey").GetString(), out var key));
        Assert.True(TlogProof.TryRead(await File.ReadAllBytesAsync(file), out var proof));
        Assert.True(proof.Verify(await File.ReadAllBytesAsync(Path.ChangeExtension(file, ".entry")), key.Verifier(Ed25519)!));
        Assert.StartsWith("c2sp.org/tlog-proof@v1\n", (await CommandRun.Of("ledger", "prove", "0", "--data", _data)).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await CommandRun.Of("ledger", "prove", "303", "--data", _data)).Exit);
        Assert.Equal(2, (await CommandRun.Of("ledger", "prove", "x", "--data", _data)).Exit);
    }

    [Fact]
    public async Task A_witness_cosigns_what_grows_and_refuses_what_was_rolled_back_or_is_another_history()
    {
        await WriteAsync(_data, 300);
        var vkey = JsonDocument.Parse((await CommandRun.Of("ledger", "checkpoint", "--json", "--data", _data)).Out).RootElement.GetProperty("vkey").GetString()!;
        Assert.True(NoteKey.TryParse(vkey, out var key));
        var signer = WitnessKey.Load(Path.Combine(_other, "witness.key"), "witness.example", Ed25519, TimeProvider.System)!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_other, "witness.key")));
        var witness = new Witness([key.Verifier(Ed25519)!], signer, new FileWitnessState(Path.Combine(_other, "state")));
        await using var server = await WitnessServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), witness, _ => { }, default);
        string[] ask = ["ledger", "checkpoint", "--data", _data, "--witness", "http://" + server.Listen, "--witness-key", signer.Key.ToString(), "--out", Path.Combine(_other, "cosigned")];

        var run = await CommandRun.Of(ask);
        Assert.True(run.Exit == 0, run.Error);
        Copy(_data, Path.Combine(_other, "early"));
        await WriteAsync(_data, 300, first: 301);
        Assert.Equal(0, (await CommandRun.Of(ask)).Exit);
        Assert.Equal(0, (await CommandRun.Of(ask)).Exit);
        Assert.True(SignedNote.TryRead(await File.ReadAllBytesAsync(Path.Combine(_other, "cosigned")), out var note));
        Assert.Equal(2, note.Verify([key.Verifier(Ed25519)!, signer.Key.Verifier(Ed25519)!]).Verified.Count);

        // Both folders are put back: nothing on this machine knows better, the witness does.
        Directory.Delete(_data, recursive: true);
        Copy(Path.Combine(_other, "early"), _data);
        Assert.Equal(0, await VerifyAsync());
        run = await CommandRun.Of(ask);
        Assert.Equal(1, run.Exit);
        Assert.Contains("rolled back", run.Error);

        // And another history is written over it, longer than the first.
        await WriteAsync(_data, 900, first: 301);
        Assert.Equal(0, await VerifyAsync());
        run = await CommandRun.Of(ask);
        Assert.Equal(1, run.Exit);
        Assert.Contains("two histories", run.Error);
    }

    [Fact]
    public async Task A_witness_answers_only_what_it_is_there_for()
    {
        await WriteAsync(_data, 3);
        var signer = WitnessKey.Load(Path.Combine(_other, "witness.key"), "witness.example", Ed25519, TimeProvider.System)!;
        var witness = new Witness([], signer, new FileWitnessState(Path.Combine(_other, "state")));
        await using var server = await WitnessServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), witness, _ => { }, default);
        using var http = new HttpClient { BaseAddress = new Uri("http://" + server.Listen) };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/other", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync(new Uri("/add-checkpoint", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(http, new byte[AddCheckpointRequest.MaxBytes]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(http, new byte[AddCheckpointRequest.MaxBytes + 1]));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(http, [.. "old 0\n\n"u8, .. File.ReadAllBytes(Path.Combine(_data, "ledger", "checkpoint"))]));
    }

    [Theory]
    [InlineData("ledger", "verify", "--vkey", "x")]
    [InlineData("ledger", "checkpoint", "--witness", "http://127.0.0.1:1")]
    [InlineData("ledger", "checkpoint", "--witness", "ftp://127.0.0.1", "--witness-key", "x")]
    [InlineData("witness", "--listen", "127.0.0.1", "--log", "x", "--key", "k")]
    [InlineData("witness")]
    public async Task Wrong_usage_is_told(params string[] arguments) => Assert.Equal(2, (await CommandRun.Of(arguments)).Exit);

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_other, recursive: true);
    }

    private async Task<int> VerifyAsync() => (await CommandRun.Of("ledger", "verify", "--data", _data)).Exit;

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var reply = await http.PostAsync(new Uri("/add-checkpoint", UriKind.Relative), content);
        return reply.StatusCode;
    }

    /// <summary>Lets a ledger run on the data folder, write some entries and stop.</summary>
    private static async Task WriteAsync(string data, int count, int first = 1)
    {
        var folders = LedgerFolders.In(data);
        Directory.CreateDirectory(folders.Log);
        Directory.CreateDirectory(folders.State);
        var calls = new Registry();
        await using var role = new LedgerRole(
            new LedgerOptions { Origin = "test.example/ledger", JournalSegmentBytes = 4 * 1024 * 1024 },
            new RoleEnvironment
            {
                InstanceName = "ledger",
                RunId = TimeOrderedId.New(TimeProvider.System),
                Folder = folders.Log,
                SecondFolder = folders.State,
                Calls = null!,
                Clock = TimeProvider.System,
                Logs = NullLoggerFactory.Instance,
            },
            ownProcess: false);
        role.Map(calls);
        await role.StartAsync(default);
        var entries = Enumerable.Range(first, count).Select(_ => new LedgerEntry { Type = EntryType.KeyRotated, When = DateTimeOffset.UnixEpoch }).ToList();
        await calls.AppendAsync(new AppendRequest { Start = "test", First = first, Entries = entries });
        await role.StopAsync(default);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
    }

    private sealed class Registry : ICallRegistry
    {
        private Func<CallContext, AppendRequest, ValueTask<AppendReply>>? _append;

        public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler)
        {
            if (handler is Func<CallContext, AppendRequest, ValueTask<AppendReply>> append) _append = append;
        }

        public ValueTask<AppendReply> AppendAsync(AppendRequest request) =>
            _append!(new CallContext { Caller = RoleKind.Store, CallerId = "0123456789abcdef", Content = Stream.Null, ContentLength = 0, Aborted = default }, request);
    }
}
