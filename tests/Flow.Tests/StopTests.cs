using System.Text;
using System.Text.RegularExpressions;
using Sekisho.Flow.Tests.Support;
using Sekisho.Roles.Table;

namespace Sekisho.Flow.Tests;

/// <summary>What an ordered stop leaves behind: the data, and nothing else.</summary>
public sealed partial class StopTests
{
    private static readonly byte[] Hello = WireForm.Stuffed("From: <a@elsewhere.test>\r\nSubject: hello\r\n\r\nHello.\r\n"u8);

    [Theory]
    [InlineData("--single-process")]
    [InlineData]
    public async Task After_an_ordered_stop_only_the_documented_files_are_left_and_no_process(params string[] mode)
    {
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess();
        var temporary = Directory.CreateDirectory(Path.Combine(sekisho.Folder, "temporary")).FullName;
        sekisho.Environment["TMPDIR"] = temporary;
        await sekisho.StartAsync(mode);
        var processes = await UseAsync(sekisho, sink, mode.Length > 0);

        Assert.Equal(0, await sekisho.StopAsync());
        // By number, and by whatever names the folder: nothing is waited for, the stop was the wait.
        Assert.DoesNotContain(processes, id => Directory.Exists($"/proc/{id}"));
        Assert.Empty(LeftProcesses.Named(sekisho.Folder));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));

        var left = Directory.EnumerateFiles(sekisho.DataFolder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(sekisho.DataFolder, file)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal([], left.Where(file => !Documented().IsMatch(file)));
        // So that the list above was of a folder that is in use.
        string[] used = ["store/store.db", "vault/vault.db", "vault/root.key", "run/supervisor.lock"];
        Assert.Empty(used.Except(left));

        // And it is whole: the next start finds the mail.
        await sekisho.StartAsync(mode);
        Assert.Single(await sekisho.JsonAsync("mailbox", "list", "hanako@kept.test"));
        Assert.Equal(0, await sekisho.StopAsync());
    }

    /// <summary>Mail through all roles: kept, relayed, large and small.</summary>
    /// <returns>The processes of the system.</returns>
    private static async Task<List<int>> UseAsync(SekishoProcess sekisho, SinkServer sink, bool alone)
    {
        await sekisho.AddTenantAsync("kept", "kept.test", relay: null);
        await sekisho.AddAccountAsync("hanako@kept.test");
        await sekisho.AddTenantAsync("relayed", "relayed.test", sink.Address, "--relay-tls", "none");
        await using (var client = await RawSmtpClient.ConnectAsync(sekisho.Mx))
        {
            Assert.StartsWith("250", await client.SendMessageAsync("a@elsewhere.test", ["hanako@kept.test"], Hello), StringComparison.Ordinal);
            Assert.StartsWith("250", await client.SendMessageAsync("a@elsewhere.test", ["b@relayed.test"], Hello), StringComparison.Ordinal);
            // Too large to be in the database: in files of its own.
            byte[] large = [.. Hello.AsSpan(0, Hello.Length - 5), .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", 8_000))), .. ".\r\n"u8];
            Assert.StartsWith("250", await client.SendMessageAsync("a@elsewhere.test", ["b@relayed.test"], large), StringComparison.Ordinal);
        }

        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 2, TimeSpan.FromMinutes(2)), "it never arrived");
        Assert.True(
            await SinkServer.WaitAsync(() => sekisho.JsonAsync("mailbox", "list", "hanako@kept.test").GetAwaiter().GetResult().Count == 1, TimeSpan.FromMinutes(2)));
        var processes = new List<int> { sekisho.Ready.GetProperty("pid").GetInt32() };
        foreach (var role in RoleTable.StartOrder) processes.AddRange(await sekisho.ProcessesAsync(RoleTable.NameOf(role)));
        Assert.Equal(alone, processes.Distinct().Count() == 1);
        return processes;
    }

    /// <summary>
    /// docs/operations.md, "The data folder". The locks stay (with the number of their last holder beside them): whoever removed one
    /// could remove it from under a system that has just opened it, and two would run.
    /// </summary>
    [GeneratedRegex("""
        ^(store/(store\.db|store\.lock|content/.+)
        |vault/(vault\.db|root\.key)
        |ledger/(checkpoint|tile/.+|journal\.\d\d)|ledger-state/.+
        |deliver/mta-sts/.+
        |tls/(certificate|key)\.pem
        |run/supervisor\.lock(\.pid)?|run/[a-z]+(\.\d+)?/[a-z]+(\.\d+)?\.lock(\.pid)?)$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Documented();
}
