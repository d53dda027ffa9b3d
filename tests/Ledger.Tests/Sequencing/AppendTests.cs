using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Tests.Support;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Ledger.Tests.Sequencing;

#pragma warning disable CA1001 // xunit disposes it through IAsyncLifetime
public sealed class AppendTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly TestLedger _ledger = new();

    public async Task InitializeAsync() => await _ledger.StartAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Entries_stand_in_the_log_with_who_wrote_them_and_nothing_in_clear()
    {
        _ledger.Calls.Caller = RoleKind.Mx;
        var reply = await _ledger.AppendAsync(1, TestLedger.Entry(5));
        var all = await _ledger.ReadAllAsync();
        Assert.Equal(["writer.started", "heartbeat", "writer.started", "message.read"], all.Select(TestLedger.TypeOf));
        Assert.Equal((3, 4), (reply.FirstIndex, reply.TreeSize));
        Assert.Equal(
            """{"type":"message.read","at":"2026-01-01T00:00:00+00:00","outcome":"done","role":"mx","writer":"0123456789abcdef-start1","n":1,"who":{"ticket":"ticket7","person":"P","address":"A"},"what":{"tenant":"house","class":"message","reference":"M"},"details":{"number":"5"}}"""
                .Replace("\"P\"", $"\"{TestLedger.Reference("person")}\"", StringComparison.Ordinal)
                .Replace("\"A\"", $"\"{TestLedger.Reference("address")}\"", StringComparison.Ordinal)
                .Replace("\"M\"", $"\"{TestLedger.Reference("message")}\"", StringComparison.Ordinal),
            all[3].GetRawText());
    }

    [Fact]
    public async Task A_repeated_append_is_recorded_once_and_answered_alike()
    {
        var first = await _ledger.AppendAsync(1, TestLedger.Entries(3));
        var second = await _ledger.AppendAsync(4, TestLedger.Entries(2));
        Assert.Equal(first.FirstIndex, (await _ledger.AppendAsync(1, TestLedger.Entries(3))).FirstIndex);
        Assert.Equal(second.FirstIndex, (await _ledger.AppendAsync(4, TestLedger.Entries(2))).FirstIndex);
        Assert.Equal(second.TreeSize, (await _ledger.CheckpointAsync()).Size);
    }

    [Fact]
    public async Task A_repeated_append_is_known_after_a_restart_and_after_a_crash()
    {
        var first = await _ledger.AppendAsync(1, TestLedger.Entries(3));
        await _ledger.StopAsync();
        await _ledger.StartAsync();
        Assert.Equal(first.FirstIndex, (await _ledger.AppendAsync(1, TestLedger.Entries(3))).FirstIndex);
        var second = await _ledger.AppendAsync(4, TestLedger.Entries(3));
        await _ledger.EndAsync();
        await _ledger.StartAsync();
        Assert.Equal(second.FirstIndex, (await _ledger.AppendAsync(4, TestLedger.Entries(3))).FirstIndex);
        Assert.Equal(6, (await _ledger.ReadAllAsync()).Count(entry => TestLedger.TypeOf(entry) == "message.read"));
    }

    [Fact]
    public async Task Numbers_that_were_left_out_are_themselves_recorded()
    {
        await _ledger.AppendAsync(1, TestLedger.Entry());
        await _ledger.AppendAsync(7, TestLedger.Entry());
        var gap = Assert.Single(await _ledger.ReadAllAsync(), entry => TestLedger.TypeOf(entry) == "gap");
        Assert.Equal(("2", "6"), (gap.GetProperty("details").GetProperty("from").GetString(), gap.GetProperty("details").GetProperty("to").GetString()));
        Assert.Equal("store", gap.GetProperty("role").GetString());
        await RejectedAsync(3, TestLedger.Entry()); // too late: the gap is on record
        await RejectedAsync(7, TestLedger.Entries(2)); // overlaps
    }

    [Fact]
    public async Task Another_token_and_another_start_are_other_writers()
    {
        await _ledger.AppendAsync(1, TestLedger.Entry());
        _ledger.Start = "start2";
        await _ledger.AppendAsync(1, TestLedger.Entry());
        _ledger.Calls.CallerId = "fedcba9876543210";
        await _ledger.AppendAsync(1, TestLedger.Entry());
        Assert.Equal(4, (await _ledger.ReadAllAsync()).Count(entry => TestLedger.TypeOf(entry) == "writer.started"));
    }

    [Fact]
    public async Task What_breaks_the_rules_is_refused_and_leaves_nothing_behind()
    {
        var size = (await _ledger.CheckpointAsync()).Size;
        await RejectedAsync(1, TestLedger.Entry() with { Type = EntryType.Heartbeat });
        await RejectedAsync(1, TestLedger.Entry() with { Details = new Dictionary<string, string> { ["reason"] = "user@example.org" } });
        await RejectedAsync(0, TestLedger.Entry());
        await RejectedAsync(long.MaxValue, TestLedger.Entry());
        await RejectedAsync(1);
        await RejectedAsync(1, TestLedger.Entries(EntryRules.MaxEntriesPerAppend + 1));
        _ledger.Start = "not-a-start";
        await RejectedAsync(1, TestLedger.Entry());
        Assert.Equal(size, (await _ledger.CheckpointAsync()).Size);
    }

    [Fact]
    public async Task The_largest_append_of_the_largest_entries_is_taken()
    {
        var details = Enumerable.Range(0, 8).ToDictionary(i => $"detail_{i}_{new string('x', 20)}", _ => new string('"', 256));
        var entry = TestLedger.Entry() with { Details = details };
        Assert.Null(EntryRules.ProblemOf(entry));
        var reply = await _ledger.AppendAsync(1, [.. Enumerable.Repeat(entry, EntryRules.MaxEntriesPerAppend)]);
        Assert.Equal(reply.FirstIndex + EntryRules.MaxEntriesPerAppend, reply.TreeSize);
        Assert.All((await _ledger.ReadAllAsync()).TakeLast(10), read => Assert.InRange(read.GetRawText().Length, 4096, EntryRules.BoundOf(entry)));
    }

    [Fact]
    public async Task Many_at_once_each_get_their_own_place()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(async () =>
        {
            var indexes = new List<long>();
            for (var n = 1; n <= 50; n++)
            {
                var request = new Appending.AppendRequest { Start = $"writer{writer}", First = n, Entries = [TestLedger.Entry((writer * 1000) + n)] };
                indexes.Add((await _ledger.Role.Parts.Append.HandleAsync(Context(), request)).FirstIndex);
            }

            return indexes;
        })));
        Assert.Equal(64 * 50, replies.SelectMany(indexes => indexes).Distinct().Count());
        var all = await _ledger.ReadAllAsync();
        for (var writer = 0; writer < 64; writer++)
        {
            for (var n = 1; n <= 50; n++)
                Assert.Equal($"{(writer * 1000) + n}", all[(int)replies[writer][n - 1]].GetProperty("details").GetProperty("number").GetString());
        }

        Assert.True(_ledger.Verify().IsIntact);
    }

    [Fact]
    public async Task A_caller_that_invents_starts_pushes_out_only_its_own()
    {
        await _ledger.AppendAsync(1, TestLedger.Entry());
        var known = await _ledger.AppendAsync(2, TestLedger.Entry());
        _ledger.Calls.CallerId = "fedcba9876543210";
        for (var i = 0; i < 100; i++)
        {
            _ledger.Start = $"invented{i}";
            await _ledger.AppendAsync(1, TestLedger.Entry());
        }

        (_ledger.Calls.CallerId, _ledger.Start) = ("0123456789abcdef", "start1");
        Assert.Equal(known.FirstIndex, (await _ledger.AppendAsync(2, TestLedger.Entry())).FirstIndex);
    }

    private CallContext Context() => new() { Caller = RoleKind.Store, CallerId = "0123456789abcdef", Content = Stream.Null, ContentLength = 0, Aborted = default };

    private async Task RejectedAsync(long first, params LedgerEntry[] entries) =>
        Assert.Equal(CallFailure.Rejected, (await Assert.ThrowsAsync<CallException>(() => _ledger.AppendAsync(first, entries).AsTask())).Failure);
}
