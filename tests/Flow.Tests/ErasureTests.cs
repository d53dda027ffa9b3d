using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>
/// The end of a contract, in the whole system: what the tenant had cannot be read any more, not even with a copy of the whole data
/// folder and the root key from after the erasure; the certificate verifies, and so does the ledger.
/// </summary>
public sealed class ErasureTests
{
    private const string Gone = "ayumi@gone.test";
    private const string Stays = "ken@stays.test";

    [Fact]
    public async Task An_erased_tenant_s_mail_is_unreadable_with_every_copy_and_the_certificate_verifies()
    {
        await using var sekisho = new SekishoProcess();
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("gone", "gone.test", null);
        await sekisho.AddTenantAsync("stays", "stays.test", null);
        await sekisho.AddAccountAsync(Gone);
        foreach (var tenant in (string[])["gone", "stays"]) Assert.Equal(0, (await sekisho.RunAsync("tenant", "archive", tenant, "--months", "12")).ExitCode);
        await sekisho.AddAccountAsync(Stays);
        var goneId = await SendAsync(sekisho, Gone);
        var staysId = await SendAsync(sekisho, Stays);
        Assert.Contains("words of Ayumi", (await sekisho.RunAsync("mailbox", "show", goneId, "--raw")).StandardOutput, StringComparison.Ordinal);
        Assert.Contains("words of Ayumi", (await sekisho.RunAsync("archive", "show", goneId, "--reason", "test")).StandardOutput, StringComparison.Ordinal);
        Assert.Equal(0, await sekisho.StopAsync());
        var before = Copy(sekisho, "before");
        await sekisho.StartAsync();

        var file = Path.Combine(sekisho.Folder, "certificate.json");
        var erased = await sekisho.RunAsync("tenant", "erase", "gone", "--yes", "--now", "--certificate", file);
        Assert.True(erased.ExitCode == 0, erased.StandardError);

        var vkey = Assert.Single(await sekisho.JsonAsync("ledger", "checkpoint")).GetProperty("vkey").GetString()!;
        var verified = Assert.Single(await sekisho.JsonAsync("tenant", "verify-certificate", file, "--vkey", vkey));
        Assert.True(verified.GetProperty("valid").GetBoolean());
        Assert.Equal("tenant.erased", verified.GetProperty("type").GetString());
        await UnreadableAsync(sekisho, goneId);
        Assert.Contains("words of Ayumi", (await sekisho.RunAsync("mailbox", "show", staysId, "--raw")).StandardOutput, StringComparison.Ordinal);
        Assert.True(Assert.Single(await sekisho.JsonAsync("ledger", "verify")).GetProperty("intact").GetBoolean());
        Assert.Equal(0, await sekisho.StopAsync());

        // The copy from after, with its root key.
        await using (var thief = new SekishoProcess(Copy(sekisho, "after")))
        {
            await thief.StartAsync();
            await UnreadableAsync(thief, goneId);
            Assert.Contains("words of Ayumi", (await thief.RunAsync("mailbox", "show", staysId, "--raw")).StandardOutput, StringComparison.Ordinal);
        }

        // The copy from before, with the root key from after: it stays sealed.
        File.Copy(Path.Combine(sekisho.DataFolder, "vault", "root.key"), Path.Combine(before, "vault", "root.key"), overwrite: true);
        await using (var thief = new SekishoProcess(before))
        {
            await thief.StartAsync();
            Assert.Contains("\"sealed\":true", (await thief.RunAsync("vault", "status", "--json")).StandardOutput, StringComparison.Ordinal);
            await UnreadableAsync(thief, goneId);
            await UnreadableAsync(thief, staysId);
        }
    }

    private static async Task UnreadableAsync(SekishoProcess sekisho, string id)
    {
        var shown = await sekisho.RunAsync("mailbox", "show", id, "--raw");
        Assert.NotEqual(0, shown.ExitCode);
        Assert.DoesNotContain("words of Ayumi", shown.StandardOutput + shown.StandardError, StringComparison.Ordinal);
        var archived = await sekisho.RunAsync("archive", "show", id, "--reason", "test");
        Assert.NotEqual(0, archived.ExitCode);
        Assert.DoesNotContain("words of Ayumi", archived.StandardOutput + archived.StandardError, StringComparison.Ordinal);
    }

    private static string Copy(SekishoProcess sekisho, string name)
    {
        var copy = Path.Combine(sekisho.Folder, name);
        foreach (var source in Directory.EnumerateFiles(sekisho.DataFolder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(sekisho.DataFolder, source));
            if (target.Contains("/run/", StringComparison.Ordinal)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Copy(source, target);
        }

        return copy;
    }

    private static async Task<string> SendAsync(SekishoProcess sekisho, string recipient)
    {
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var reply = await client.SendMessageAsync("a@elsewhere.test", [recipient], WireForm.Stuffed("From: <a@elsewhere.test>\r\nSubject: hello\r\n\r\nA few words of Ayumi.\r\n"u8));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        return reply.Trim().Split(' ')[^1];
    }
}
