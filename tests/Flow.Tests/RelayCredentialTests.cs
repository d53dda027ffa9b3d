using System.Text;
using System.Text.Json;
using Sekisho.Flow.Tests.Support;
using Sekisho.Ledger;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Supervision;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Flow.Tests;

/// <summary>Mail of a person goes out through a relay that wants a login; the password stays in the vault.</summary>
public sealed class RelayCredentialTests
{
    private const string Secret = "Zwetschgendatschi-4711-opens-the-relay";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Mail_leaves_through_a_relay_with_a_login_whose_password_nobody_but_the_vault_has_seen()
    {
        using var certificates = new TestCertificates();
        await using var relay = ScriptedSmtpServer.Start();
        relay.Certificate = certificates.ForServer("127.0.0.1");
        relay.Extensions = ["PIPELINING", "8BITMIME", "AUTH PLAIN LOGIN SCRAM-SHA-256"];
        var logIn = new SmtpTestLogIn("house-out", Secret);
        var refuse = true;
        relay.Reply = command => Volatile.Read(ref refuse) && command.StartsWith("AUTH", StringComparison.Ordinal) ? "535 5.7.8 Not now" : logIn.Reply(command);
        await using var sekisho = new SekishoProcess();
        var authorities = Path.Combine(sekisho.Folder, "authorities.pem");
        await File.WriteAllTextAsync(authorities, certificates.Root.ExportCertificatePem());
        sekisho.ExtraConfiguration = $"deliver:\n  trustedCertificates: {authorities}";
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("house", "house.test", null);
        await sekisho.AddAccountAsync("ann@house.test", SubmissionClient.Password);
        await sekisho.AddTenantAsync("branch", "branch.test", relay.Address);
        var id = await AddCredentialAsync(sekisho);
        await sekisho.AddTenantAsync("branch", "branch.test", relay.Address, "--credential", id);

        // Refused: the mail waits, with the reason, and nobody gets a bounce.
        await SubmissionClient.SendAsync(sekisho.Submissions, "ann@house.test", ["ben@branch.test"]);
        Assert.True(await SinkServer.WaitAsync(() => Reason(sekisho).Contains("cannot log in at the relay", StringComparison.OrdinalIgnoreCase), Patience), $"no reason: {Reason(sekisho)}\n{sekisho.Log}");
        Assert.Contains(id, Reason(sekisho), StringComparison.Ordinal);
        Assert.Empty(relay.Messages);

        Volatile.Write(ref refuse, false);
        Assert.True(
            await SinkServer.WaitAsync(
                () =>
                {
                    if (relay.Messages.Count == 0) sekisho.RunAsync("queue", "flush").GetAwaiter().GetResult();
                    return relay.Messages.Count > 0;
                }, Patience),
            $"it never arrived\n{sekisho.Log}");
        Assert.Equal("SCRAM-SHA-256", Assert.Single(logIn.Used));
        Assert.All(relay.Messages, message => Assert.True(message.OverTls));
        await AssertNowhereAsync(sekisho, relay);
        Assert.True(await UsesAsync(sekisho) >= 1);

        // Taken away: what comes waits, and the relay sees nothing of it.
        Assert.Equal(0, (await sekisho.RunAsync("credential", "remove", id)).ExitCode);
        await sekisho.KillAsync("deliver");
        await SubmissionClient.SendAsync(sekisho.Submissions, "ann@house.test", ["ben@branch.test"]);
        Assert.True(await SinkServer.WaitAsync(() => Reason(sekisho).Contains("removed", StringComparison.Ordinal), Patience), $"no reason: {Reason(sekisho)}\n{sekisho.Log}");
        Assert.Single(relay.Messages);
    }

    /// <summary>Not on disk, not on the wire, not in what was said, not in deliver's memory and surroundings.</summary>
    private static async Task AssertNowhereAsync(SekishoProcess sekisho, ScriptedSmtpServer relay)
    {
        Assert.Empty(new PlainTextSearch(Secret).InFolder(sekisho.DataFolder));
        Assert.DoesNotContain(Secret, sekisho.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Join('\n', relay.Commands), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, (await sekisho.RunAsync("credential", "list", "--json")).StandardOutput, StringComparison.Ordinal);
        foreach (var role in new[] { "deliver", "store", "mx" })
            foreach (var process in await sekisho.ProcessesAsync(role)) Assert.False(MemoryHolds(process, Secret), $"{role} has the password");
    }

    /// <summary>Looks through all that a process may read of its own memory, in both forms of text.</summary>
    private static bool MemoryHolds(int process, string text)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Console.WriteLine("figure: NOT LOOKED INTO: only root reads the memory of a role.");
            return false;
        }

        byte[][] forms = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];
        using var memory = new FileStream($"/proc/{process}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var looked = 0L;
        foreach (var line in File.ReadLines($"/proc/{process}/maps"))
        {
            var words = line.Split(' ', 3);
            if (!words[1].StartsWith("rw", StringComparison.Ordinal)) continue;
            var ends = words[0].Split('-');
            var start = Convert.ToInt64(ends[0], 16);
            var chunk = new byte[4 * 1024 * 1024];
            for (var at = start; at < Convert.ToInt64(ends[1], 16); at += chunk.Length - forms[1].Length)
            {
                var read = Read(memory, at, chunk.AsSpan(0, (int)Math.Min(chunk.Length, Convert.ToInt64(ends[1], 16) - at)));
                looked += read;
                foreach (var form in forms)
                    if (chunk.AsSpan(0, read).IndexOf(form) >= 0) return true;
            }
        }

        Assert.True(looked > 1024 * 1024, "the memory could not be read");
        return false;
    }

    private static int Read(FileStream memory, long at, Span<byte> chunk)
    {
        try
        {
            memory.Position = at;
            return memory.Read(chunk);
        }
        catch (IOException)
        {
            return 0; // reserved, and never used
        }
    }

    private static string Reason(SekishoProcess sekisho) => sekisho.RunAsync("queue", "list", "--json").GetAwaiter().GetResult().StandardOutput;

    private static async Task<string> AddCredentialAsync(SekishoProcess sekisho)
    {
        var added = await sekisho.RunAsync(["credential", "add", "branch", "--service", "127.0.0.1", "--user", "house-out", "--json"], Secret + "\n");
        Assert.True(added.ExitCode == 0, added.StandardError);
        return JsonDocument.Parse(added.StandardOutput).RootElement.GetProperty("id").GetString()!;
    }

    private static async Task<int> UsesAsync(SekishoProcess sekisho)
    {
        using var operating = OperatorConnection.Open(sekisho.DataFolder);
        var page = await operating.SendAsync(LedgerCalls.Read, new ReadRequest(0, ReadRequest.MaxCount));
        return page.Entries.Select(text => JsonDocument.Parse(text).RootElement)
            .Count(entry => entry.GetProperty("type").GetString() == "credential.used" && entry.GetProperty("details").GetProperty("how").GetString() == "scram-sha-256"
                && entry.GetProperty("details").GetProperty("caller").GetString() == "deliver" && entry.GetProperty("details").GetProperty("purpose").GetString() == "smtp.relay");
    }
}
