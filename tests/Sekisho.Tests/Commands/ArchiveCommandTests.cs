using System.Text;
using System.Text.Json;
using Sekisho.Output;
using Sekisho.Store.Archive;
using Sekisho.Vault;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Erasure;

namespace Sekisho.Tests.Commands;

public sealed class ArchiveCommandTests
{
    private const string Id = "01kag3vq7t3v0e8w6m4c2y9x5z";
    private const string Nasty = "sells\u001b]0;owned\a";

    private static readonly ArchiveStatus Status = new()
    {
        Tenant = 1,
        IsOn = true,
        IsPublished = false,
        Months = 12,
        Kept = [new KeptMonth(202601, DateTimeOffset.UnixEpoch, IsHeld: true), new KeptMonth(202602, DateTimeOffset.UnixEpoch, IsHeld: false)],
    };

    [Fact]
    public async Task The_archive_of_a_tenant_is_switched_on_and_off()
    {
        var system = new FakeSystem().Answer(VaultCalls.SetArchive, _ => Status);
        var on = await CommandRun.Of(system, "tenant", "archive", "house", "--months", "12");
        Assert.Equal(ExitCodes.Done, on.Exit);
        Assert.Contains("has not been told yet", on.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "tenant", "archive", "house", "--months", "6", "--yes", "--json")).Exit);
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "tenant", "archive", "house", "--off")).Exit);
        Assert.Equal(
            [new SetArchiveRequest("house", 12), new SetArchiveRequest("house", 6, Shorten: true), new SetArchiveRequest("house", null)],
            system.Asked.Select(asked => asked.Request).OfType<SetArchiveRequest>());
    }

    [Theory]
    [InlineData("tenant", "archive", "house")]
    [InlineData("tenant", "archive", "house", "--months", "0")]
    [InlineData("tenant", "archive", "house", "--months", "241")]
    [InlineData("tenant", "archive", "house", "--months", "12", "--off")]
    [InlineData("archive", "show", Id)]
    [InlineData("archive", "show", Id, "--reason", "curiosity")]
    [InlineData("archive", "show", "not-an-id", "--reason", "audit")]
    [InlineData("archive", "export", Id, "/nowhere/file")]
    [InlineData("archive", "search", "house", "word")]
    [InlineData("archive", "list", "house", "--month", "2026-01")]
    [InlineData("archive", "list", "house", "--month", "2026-13", "--reason", "audit")]
    [InlineData("archive", "hold", "house", "2026-01")]
    [InlineData("archive", "hold", "house", "January", "--reason", "legal")]
    [InlineData("archive", "expire", "house", "2026-01", "--reason", "unneeded")]
    [InlineData("archive", "expire", "house", "2026-01", "--yes")]
    public async Task A_wrong_line_is_refused_and_asks_nobody(params string[] line)
    {
        var system = new FakeSystem();
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(system, line)).Exit);
        Assert.Empty(system.Asked);
    }

    [Fact]
    public async Task List_tells_the_months_and_what_is_in_them()
    {
        var system = new FakeSystem().Answer(VaultCalls.ListArchive, _ => Status).Answer(ArchiveCalls.Months, _ => new ArchiveMonthsReply([new ArchivedMonth(202601, 7)]));
        var run = await CommandRun.Of(system, "archive", "list", "house", "--json");
        var months = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["2026-01", "2026-02"], months.Select(month => month.GetProperty("month").GetString()));
        Assert.Equal([7, 0], months.Select(month => month.GetProperty("messages").GetInt32()));
        Assert.Equal([true, false], months.Select(month => month.GetProperty("held").GetBoolean()));
        // No key is leased for it.
        Assert.Equal(["vault.list-archive", "store.archive-months"], system.Asked.Select(asked => asked.Call));
    }

    [Theory]
    [InlineData("archive", "list", "house", "--month", "2026-01", "--reason", "audit")]
    [InlineData("archive", "search", "house", "sells", "--reason", "audit")]
    [InlineData("archive", "show", Id, "--reason", "audit")]
    public async Task What_is_shown_harms_no_terminal(params string[] line)
    {
        var run = await CommandRun.Of(Full(), "", line, terminal: true);
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Contains("sells", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0;", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(21, 20)]
    public async Task An_operator_searches_so_many_months_as_freezes_nobody_and_is_told(int filled, int searched)
    {
        var months = Enumerable.Range(0, filled).Select(one => new ArchivedMonth(202401 + (one / 12 * 100) + (one % 12), 1)).ToArray();
        var system = Full().Answer(ArchiveCalls.Months, _ => new ArchiveMonthsReply(months));
        var run = await CommandRun.Of(system, "archive", "search", "house", "sells", "--reason", "audit");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Equal(months.Select(one => one.Month).OrderDescending().Take(searched), system.Asked.Select(asked => asked.Request).OfType<ArchiveIndexRequest>().Select(asked => asked.Month));
        Assert.Equal(filled > searched, run.Error.Contains("Months before 2024-02 were not searched", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_writes_the_exact_bytes_once_and_for_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-archive-").FullName;
        try
        {
            var path = Path.Combine(folder, "message.eml");
            var system = Full();
            Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "", ["archive", "export", Id, "message.eml", "--reason", "legal"], folder)).Exit);
            Assert.Equal(Nasty, await File.ReadAllTextAsync(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(ArchiveReason.Legal, Assert.Single(system.Asked.Select(asked => asked.Request).OfType<OpenArchiveRequest>()).Reason);
            // A file that is there is left alone, and nothing is opened for it.
            Assert.Equal(ExitCodes.Failed, (await CommandRun.Of(system, "", ["archive", "export", Id, "message.eml", "--reason", "legal"], folder)).Exit);
            Assert.Single(system.Asked.Select(asked => asked.Request).OfType<OpenArchiveRequest>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Hold_release_and_expire_say_what_is_wanted()
    {
        var certificate = new ErasureCertificate { Form = "sekisho-erasure-certificate/v1", Entry = "{}", Proof = "proof" };
        var system = new FakeSystem().Answer(VaultCalls.ChangeArchive, request => new ChangeArchiveReply(request.Action == ArchiveAction.Expire ? certificate : null));
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "archive", "hold", "house", "2026-01", "--reason", "legal")).Exit);
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "archive", "hold", "house", "2026-01", "--reason", "legal", "--release")).Exit);
        var expired = await CommandRun.Of(system, "archive", "expire", "house", "2026-01", "--reason", "unneeded", "--yes", "--json");
        Assert.Equal("proof", JsonDocument.Parse(Assert.Single(expired.Lines)).RootElement.GetProperty("certificate").GetProperty("proof").GetString());
        Assert.Equal(
            [
                new ChangeArchiveRequest("house", 202601, ArchiveAction.Hold, ArchiveReason.Legal),
                new ChangeArchiveRequest("house", 202601, ArchiveAction.Release, ArchiveReason.Legal),
                new ChangeArchiveRequest("house", 202601, ArchiveAction.Expire, ArchiveReason.Unneeded),
            ],
            system.Asked.Select(asked => asked.Request).OfType<ChangeArchiveRequest>());
    }

    private static FakeSystem Full()
    {
        var content = Encoding.UTF8.GetBytes(Nasty);
        return new FakeSystem()
            .Answer(VaultCalls.ListArchive, _ => Status)
            .Answer(VaultCalls.LeaseArchiveIndex, _ => SealedSamples.IndexLease())
            .Answer(VaultCalls.OpenArchive, SealedSamples.OpenArchived)
            .Answer(ArchiveCalls.Months, _ => new ArchiveMonthsReply([new ArchivedMonth(202601, 1)]))
            .Answer(ArchiveCalls.List, request => request.NotIndexed ? new ArchiveListReply([], null) : SealedSamples.ArchiveOf(Id, Nasty))
            .Answer(ArchiveCalls.Search, _ => SealedSamples.ArchiveOf(Id, Nasty))
            .Answer(ArchiveCalls.Content, _ => SealedSamples.Archived(Id, Nasty, content.Length), SealedSamples.Content(content));
    }
}
