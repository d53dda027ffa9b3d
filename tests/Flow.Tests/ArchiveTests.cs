using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sekisho.Flow.Tests.Support;
using Sekisho.Ledger;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Supervision;

namespace Sekisho.Flow.Tests;

#pragma warning disable CA1001 // xunit's own life cycle disposes of the system.
/// <summary>An archive from its beginning to its end, by the people of a tenant at the command line: each may what their right says, in their own tenant.</summary>
public sealed class ArchiveTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Admin = "admin@house.test";
    private const string Auditor = "auditor@house.test";
    private const string User = "ken@house.test";
    private const string Elsewhere = "auditor@annex.test";

    /// <summary>A month that is long over; the archive is of this month, and nobody waits for its end.</summary>
    private const int Long = 202501;

    private readonly SekishoProcess _sekisho = new();

    public Task InitializeAsync() => _sekisho.StartAsync();

    public async Task DisposeAsync() => await _sekisho.DisposeAsync();

    [Fact]
    public async Task An_archive_is_switched_on_by_the_administrator_read_by_the_auditor_and_destroyed_by_the_operator_alone()
    {
        foreach (var tenant in (string[])["house", "annex"]) await _sekisho.AddTenantAsync(tenant, tenant + ".test", null);
        foreach (var (address, right) in new[] { (Admin, "tenant_admin"), (Auditor, "auditor"), (User, "user"), (Elsewhere, "auditor") }) await PeopleAtTheMachine.AddAndLogInAsync(_sekisho, address, right);
        foreach (var person in (string[])[Auditor, User, Elsewhere]) await RefusedAsync(person, "tenant", "archive", "house", "--months", "240");
        await DoneAsync(Admin, "tenant", "archive", "house", "--months", "240");
        Assert.Equal(0, (await _sekisho.RunAsync("tenant", "archive", "annex", "--months", "240")).ExitCode);
        var ours = await SendAsync(User, "orchids");
        var theirs = await SendAsync(Elsewhere, "tulips");

        var month = await AssertListsAsync();
        await AssertReadsAsync(ours, theirs, month);
        await AssertOnRecordAsync();
        await AssertEndsAsync(ours, theirs, month);
    }

    private async Task<string> AssertListsAsync()
    {
        var month = "";
        foreach (var person in (string[])[Admin, Auditor])
        {
            var months = await _sekisho.JsonAsync("archive", "list", "house", "--person", person);
            Assert.Equal([1, 0], months.Select(item => item.GetProperty("messages").GetInt32()));
            month = months[0].GetProperty("month").GetString()!;
            await RefusedAsync(person, "archive", "list", "annex");
        }

        foreach (var person in (string[])[User, Elsewhere]) await RefusedAsync(person, "archive", "list", "house");
        return month;
    }

    private async Task AssertReadsAsync(string ours, string theirs, string month)
    {
        var found = await _sekisho.JsonAsync("archive", "search", "house", "orchids", "--reason", "audit", "--person", Auditor);
        Assert.Equal(ours, Assert.Single(found).GetProperty("id").GetString());
        Assert.Equal(ours, Assert.Single(await _sekisho.JsonAsync("archive", "list", "house", "--month", month, "--reason", "audit", "--person", Auditor)).GetProperty("id").GetString());
        Assert.Contains("words of orchids", await DoneAsync(Auditor, "archive", "show", ours, "--reason", "audit"), StringComparison.Ordinal);
        await DoneAsync(Auditor, "archive", "export", ours, "exported.eml", "--reason", "legal");
        Assert.Contains("words of orchids", await File.ReadAllTextAsync(Path.Combine(_sekisho.Folder, "exported.eml")), StringComparison.Ordinal);

        // The auditor changes nothing, and has nothing of the other tenant's, however it is asked for.
        string[] never =
        [
            $"archive show {theirs} --reason audit", $"archive show {theirs} --tenant annex --reason audit", $"archive export {theirs} stolen.eml --reason audit",
            "archive search annex tulips --reason audit", $"archive list annex --month {month} --reason audit",
            $"archive hold house {month} --reason legal", $"archive expire house {month} --reason unneeded --yes", "tenant archive house --off",
        ];
        foreach (var command in never) await RefusedAsync(Auditor, command.Split(' '));
        Assert.False(File.Exists(Path.Combine(_sekisho.Folder, "stolen.eml")));
        string[] reading = [$"archive show {ours} --reason audit", $"archive export {ours} stolen.eml --reason audit", "archive search house orchids --reason audit", $"archive list house --month {month} --reason audit"];
        foreach (var person in (string[])[Admin, User, Elsewhere])
            foreach (var command in reading) await RefusedAsync(person, command.Split(' '));
        Assert.False(File.Exists(Path.Combine(_sekisho.Folder, "stolen.eml")));

        await DoneAsync(Admin, "archive", "hold", "house", month, "--reason", "legal");
        await DoneAsync(Admin, "archive", "hold", "house", month, "--reason", "legal", "--release");
        string[] more = [$"archive hold annex {month} --reason legal", $"archive expire house {month} --reason unneeded --yes", "tenant archive house --months 1 --yes", "tenant archive annex --off"];
        foreach (var command in more) await RefusedAsync(Admin, command.Split(' '));
    }

    /// <summary>Each opening and each lease has the person's reference, the ticket and the reason.</summary>
    private async Task AssertOnRecordAsync()
    {
        using var operating = OperatorConnection.Open(_sekisho.DataFolder);
        var entries = new List<JsonElement>();
        while (await operating.SendAsync(LedgerCalls.Read, new ReadRequest(entries.Count, ReadRequest.MaxCount)) is { Entries: { Count: > 0 } page })
        {
            Assert.DoesNotContain(page, text => text.Contains("house.test", StringComparison.Ordinal) || text.Contains("orchids", StringComparison.Ordinal));
            entries.AddRange(page.Select(text => JsonDocument.Parse(text).RootElement));
        }

        var opened = Of(entries, "message.exported");
        Assert.Equal(["audit", "legal"], opened.Select(entry => entry.GetProperty("details").GetProperty("reason").GetString()));
        var leased = Of(entries, "key.leased");
        Assert.Equal(2, leased.Count);
        Assert.Single(opened.Concat(leased).Select(entry => entry.GetProperty("who").GetProperty("person").GetString()).Distinct());
        Assert.All(opened.Concat(leased), entry => Assert.True(entry.GetProperty("who").TryGetProperty("ticket", out _)));
    }

    /// <summary>The operator destroys the month: nobody has anything of it any more, and the other tenant's is as it was.</summary>
    private async Task AssertEndsAsync(string ours, string theirs, string month)
    {
        Assert.Equal(0, await _sekisho.StopAsync());
        var now = int.Parse(month.Replace("-", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        Change("vault", $"UPDATE archive_month SET month = {Long} WHERE month = {now}; UPDATE key_pair SET period = {Long} WHERE period = {now} AND kind IN (6, 7)");
        Change("store", $"UPDATE archived SET month = {Long} WHERE month = {now}");
        await _sekisho.StartAsync();
        Assert.Contains("words of orchids", await DoneAsync(Auditor, "archive", "show", ours, "--reason", "audit"), StringComparison.Ordinal);
        await RefusedAsync(Admin, "archive", "expire", "house", "2025-01", "--reason", "unneeded", "--yes");

        var expired = await _sekisho.RunAsync("archive", "expire", "house", "2025-01", "--reason", "unneeded", "--yes");
        Assert.True(expired.ExitCode == 0, expired.StandardError);

        await RefusedAsync(Auditor, "archive", "show", ours, "--reason", "audit");
        await RefusedAsync(Auditor, "archive", "list", "house", "--month", "2025-01", "--reason", "audit");
        Assert.Equal(1, (await _sekisho.RunAsync("archive", "show", ours, "--reason", "audit")).ExitCode);
        Assert.DoesNotContain(await _sekisho.JsonAsync("archive", "list", "house", "--person", Auditor), item => item.GetProperty("month").GetString() == "2025-01");
        Assert.Contains("words of tulips", await DoneAsync(Elsewhere, "archive", "show", theirs, "--reason", "audit"), StringComparison.Ordinal);
    }

    private static List<JsonElement> Of(List<JsonElement> entries, string type) =>
        [.. entries.Where(entry => entry.GetProperty("type").GetString() == type && entry.GetProperty("outcome").GetString() == "done")];

    private void Change(string role, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_sekisho.DataFolder, role, role + ".db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    private async Task<string> SendAsync(string recipient, string word)
    {
        await using var client = await RawSmtpClient.ConnectAsync(_sekisho.Mx);
        var reply = await client.SendMessageAsync("a@elsewhere.test", [recipient], WireForm.Stuffed(Encoding.ASCII.GetBytes(
            $"From: <a@elsewhere.test>\r\nTo: <{recipient}>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <{word}@mail.test>\r\nSubject: {word}\r\n\r\nThe words of {word}.\r\n")));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        return reply.Split(' ')[^1];
    }

    private async Task<string> DoneAsync(string person, params string[] words)
    {
        var result = await _sekisho.RunAsync([.. words, "--person", person]);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', words)} as {person}: {result.StandardError}");
        return result.StandardOutput;
    }

    private async Task RefusedAsync(string person, params string[] words)
    {
        var result = await _sekisho.RunAsync([.. words, "--person", person]);
        Assert.True(result.ExitCode == 1, $"{string.Join(' ', words)} as {person} ended with {result.ExitCode}: {result.StandardOutput} {result.StandardError}");
    }
}
