using Sekisho.Flow.Tests.Support;
using Sekisho.Ledger;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Supervision;

namespace Sekisho.Flow.Tests;

/// <summary>The vault is killed at every step of a release: what it has released is on record.</summary>
public sealed class VaultCrashTests(VaultCrashTests.CrashingSystem system) : IClassFixture<VaultCrashTests.CrashingSystem>
{
    private const string Released = "\"message.released\"";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("Authorised", false)]
    [InlineData("Budgeted", false)]
    [InlineData("Recorded", true)]
    [InlineData("Derived", true)]
    public async Task A_vault_that_is_killed_at_a_step_of_a_release_has_released_nothing_that_is_not_on_record(string step, bool onRecord)
    {
        await using var sink = new SinkServer();
        var sekisho = system.Sekisho;
        var domain = await system.AddTenantAsync(sink);
        using var operating = OperatorConnection.Open(sekisho.DataFolder);
        var before = (await ReleasesAsync(operating)).Count;
        var restarts = await RestartsAsync(sekisho);
        var flag = Path.Combine(sekisho.DataFolder, "vault", "crash-at");
        // All at once: the vault may look at any moment.
        await File.WriteAllTextAsync(flag + ".new", step);
        File.Move(flag + ".new", flag);

        await SendAsync(sekisho, $"someone@{domain}");
        // Killed at its first release, and at every further one.
        Assert.True(await SinkServer.WaitAsync(() => RestartsAsync(sekisho).GetAwaiter().GetResult() > restarts, Patience), "the vault was not killed");
        Assert.Empty(sink.Messages);
        Assert.Equal(onRecord, (await ReleasesAsync(operating)).Count > before);

        File.Delete(flag);
        var delivered = await SinkServer.WaitAsync(
            () =>
            {
                if (sink.Count == 0) sekisho.RunAsync("queue", "flush").GetAwaiter().GetResult();
                return sink.Count > 0;
            },
            Patience);
        Assert.True(delivered, $"it never arrived\n{sekisho.Log}");
        var releases = await ReleasesAsync(operating);
        Assert.True(releases.Count > before);
        Assert.Contains("\"outcome\":\"done\"", releases[^1], StringComparison.Ordinal);
    }

    private static async Task<int> RestartsAsync(SekishoProcess sekisho)
    {
        var status = await sekisho.RunAsync("status", "--json");
        return status.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
            .Single(line => line.TryGetProperty("role", out var role) && role.GetString() == "vault").GetProperty("restarts").GetInt32();
    }

    private static async Task<List<string>> ReleasesAsync(OperatorConnection calls)
    {
        var found = new List<string>();
        for (var at = 0L; ;)
        {
            var page = await calls.SendAsync(LedgerCalls.Read, new ReadRequest(at, ReadRequest.MaxCount));
            if (page.Entries.Count == 0) return found;
            at += page.Entries.Count;
            found.AddRange(page.Entries.Where(entry => entry.Contains(Released, StringComparison.Ordinal)));
        }
    }

    private static async Task SendAsync(SekishoProcess sekisho, string recipient)
    {
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("250", await client.SendMessageAsync("a@elsewhere.test", [recipient], WireForm.Stuffed("From: <a@elsewhere.test>\r\nSubject: hello\r\n\r\nA few words.\r\n"u8)), StringComparison.Ordinal);
    }

    /// <summary>Its vault can be told to die.</summary>
    public sealed class CrashingSystem() : SharedSystem(new SekishoProcess { Environment = { ["SEKISHO_TEST_FAULTS"] = "vault" } });
}
