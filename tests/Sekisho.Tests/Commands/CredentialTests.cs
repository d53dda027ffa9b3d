using System.Text.Json;
using Sekisho.Identity.BreachedPasswords;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Searching;
using Sekisho.Vault;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Passkeys;

namespace Sekisho.Tests.Commands;

public sealed class CredentialTests
{
    private const string Id = "01kag3vq7t3v0e8w6m4c2y9x5z";
    private const string Hostile = "\u001b]0;owned\aInvoice \u202efdp.exe";

    [Fact]
    public async Task A_refresh_token_and_its_client_s_secret_are_two_lines_of_standard_input()
    {
        var system = new FakeSystem().Answer(VaultCalls.AddCredential, request => new CredentialItem
        {
            Id = "1-a",
            Owner = request.Owner,
            Kind = "refresh_token",
            Service = request.Service,
            User = request.User,
            AddedAt = default,
        });
        string[] command = ["credential", "add", "house", "--kind", "refresh_token", "--service", "https://login.example/token", "--user", "client", "--client-secret", "--scope", "mail.read"];
        var token = new string('t', 8192);
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, token + "\r\nthe client's\n", command)).Exit);
        var asked = Assert.IsType<AddCredentialRequest>(Assert.Single(system.Asked).Request);
        Assert.Equal((token, "the client's", "mail.read"), (asked.Secret, asked.ClientSecret, asked.Scope));
        foreach (var input in new[] { "", "only one line\n", "\nsecond\n", token + "t\nsecond\n" })
            Assert.Equal(ExitCodes.Failed, (await CommandRun.Of(system, input, command)).Exit);
        Assert.Single(system.Asked);
    }

    [Theory]
    [InlineData(MintStatus.Minted, ExitCodes.Done)]
    [InlineData(MintStatus.Ended, ExitCodes.Failed)]
    [InlineData(MintStatus.Refused, ExitCodes.Failed)]
    [InlineData(MintStatus.Unreachable, ExitCodes.Failed)]
    [InlineData(MintStatus.NotUnderstood, ExitCodes.Failed)]
    public async Task A_check_says_whether_the_service_takes_it(MintStatus status, int exit)
    {
        var system = new FakeSystem().Answer(VaultCalls.CheckCredential, _ => new MintTokenReply(status, null, status == MintStatus.Minted ? DateTimeOffset.UnixEpoch : null));
        Assert.Equal(exit, (await CommandRun.Of(system, "credential", "check", "1-a")).Exit);
        var json = await CommandRun.Of(system, "credential", "check", "1-a", "--json");
        Assert.Equal(exit, json.Exit);
        Assert.NotEqual("", JsonDocument.Parse(json.Out).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Passkeys_are_given_a_code_listed_and_taken_away()
    {
        var passkey = new PasskeyItem { Id = "0123456789abcdef", Name = Hostile, AddedAt = DateTimeOffset.UnixEpoch, Copied = true };
        var system = new FakeSystem()
            .Answer(VaultCalls.Enrol, request => new EnrolReply(request.Kind == EnrolKind.PasskeyCode ? ["ABCD-EFGH"] : []))
            .Answer(VaultCalls.ListPasskeys, _ => new PasskeyList([passkey]));
        Assert.Equal(["ABCD-EFGH"], (await CommandRun.Of(system, "credential", "passkey", "a@x.example")).Lines);
        var listed = await CommandRun.Of(system, "credential", "passkeys", "a@x.example");
        Assert.Contains("copied?", listed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0;", listed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', listed.Out);
        Assert.True(JsonDocument.Parse((await CommandRun.Of(system, "credential", "passkeys", "a@x.example", "--json")).Out).RootElement.GetProperty("copied").GetBoolean());
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "credential", "remove-passkey", "a@x.example", "--name", passkey.Id)).Exit);
        Assert.Equal(new EnrolRequest(EnrolKind.RemovePasskey, "a@x.example", passkey.Id), system.Asked[^1].Request);
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(system, "credential", "remove-passkey", "a@x.example")).Exit);
    }

    [Fact]
    public async Task All_pages_of_credentials_are_gone_through()
    {
        var system = new FakeSystem().Answer(VaultCalls.ListCredentials, request => request.After switch
        {
            null => new DirectoryPage<CredentialItem>([Item("1-a", false)], "a0"),
            "a0" => new DirectoryPage<CredentialItem>([], "a7"),
            _ => new DirectoryPage<CredentialItem>([Item("2-b", true)], null),
        });
        Assert.Equal(2, (await CommandRun.Of(system, "credential", "list", "--json")).Lines.Count);
        Assert.Contains("2-b", Assert.Single((await CommandRun.Of(system, "credential", "list", "--json", "--unneeded")).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_leases_the_index_key_indexes_what_is_new_and_opens_what_is_found()
    {
        var lists = 0;
        var system = new FakeSystem()
            .Answer(VaultCalls.LeaseIndexKeyAsOperator, _ => SealedSamples.IndexLease())
            .Answer(StoreCalls.MailboxList, request => lists++ == 0 ? SealedSamples.MailboxOf(Id, Hostile) : new MailboxListReply([], null))
            .Answer(StoreCalls.IndexTokens, _ => Nothing.Value)
            .Answer(StoreCalls.Search, _ => SealedSamples.MailboxOf(Id, Hostile));
        var run = await CommandRun.Of(system, "mailbox", "search", "a@x.example", "invoice", "EXE");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Contains("Invoice", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0;", run.Out, StringComparison.Ordinal);
        Assert.Equal("a@x.example", system.Asked.Select(asked => asked.Request).OfType<OperatorIndexKeyRequest>().Single().Address);
        var indexed = Assert.Single(system.Asked.Select(asked => asked.Request).OfType<IndexTokensRequest>().Single().Messages);
        var search = system.Asked.Select(asked => asked.Request).OfType<SearchRequest>().Single();
        Assert.Equal(2, search.Tokens.Count);
        Assert.Subset(indexed.Tokens.Select(Convert.ToHexString).ToHashSet(), search.Tokens.Select(Convert.ToHexString).ToHashSet());
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(system, "mailbox", "search", "a@x.example")).Exit);
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(system, "mailbox", "search", "a@x.example", "x", "--most", "0")).Exit);
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(system, "mailbox", "search", "a@x.example", "x", "--most", "10001")).Exit);
    }

    [Fact]
    public async Task A_list_of_leaked_passwords_is_built_and_a_bad_one_takes_no_good_one_s_place()
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-breached-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "plain.txt"), "password1\nletmein\npassword1\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "hashes.txt"), "7C4A8D09CA3762AF61E59520943DC26494F8941B:9\nB1B3773A05C0ED0176787A4F1574FF0075F7521E:1\n");
        var built = await CommandRun.Of(new FakeSystem(), "", ["credential", "build-breached", "plain.txt", "out.bin", "--plain", "--json"], folder);
        Assert.Equal((ExitCodes.Done, 2), (built.Exit, JsonDocument.Parse(built.Out).RootElement.GetProperty("entries").GetInt32()));
        Assert.True(Has(folder, "letmein"u8));
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(new FakeSystem(), "", ["credential", "build-breached", "hashes.txt", "out.bin", "--least", "2"], folder)).Exit);
        Assert.True(Has(folder, "123456"u8));
        Assert.False(Has(folder, "qwerty"u8));
        Assert.Equal(ExitCodes.Failed, (await CommandRun.Of(new FakeSystem(), "", ["credential", "build-breached", "plain.txt", "out.bin"], folder)).Exit);
        Assert.True(Has(folder, "123456"u8));
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        Directory.Delete(folder, recursive: true);
    }

    private static bool Has(string folder, ReadOnlySpan<byte> password)
    {
        using var file = FileRanges.Open(Path.Combine(folder, "out.bin"));
        return BreachedPasswordFile.Open(file)!.Find(password) == BreachLookup.Listed;
    }

    private static CredentialItem Item(string id, bool unneeded) =>
        new() { Id = id, Owner = "house", Kind = "password", Service = "imap.example", User = "u", AddedAt = default, Unneeded = unneeded };
}
