using Sekisho.Identity.Passkeys;
using Sekisho.Identity.Tests.Passkeys;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Passkeys;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Passkeys;

public sealed class PasskeyTests
{
    private const string Device = "a random value that the browser keeps";

    private static readonly VaultOptions WithPasskeys = TestVault.Quick with { PasskeyDomain = "mail.house.example" };

    [Theory]
    [InlineData(CoseAlgorithm.Es256)]
    [InlineData(CoseAlgorithm.EdDsa)]
    [InlineData(CoseAlgorithm.Rs256)]
    public async Task A_registered_passkey_lets_in_and_the_ticket_is_bound_to_the_device(CoseAlgorithm algorithm)
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator { Algorithm = algorithm };
        var registered = await RegisterAsync(vault, authenticator);
        Assert.Equal(PasskeyResult.Registered, registered.Result);

        var reply = await LogInAsync(vault, authenticator);

        Assert.Equal((LogInResult.Granted, TestVault.Ayumi), (reply.Result, reply.Account));
        Assert.Equal(TestVault.Ayumi, (await CheckAsync(vault, reply.Ticket!, Device)).Account);
        Assert.Null((await CheckAsync(vault, reply.Ticket!, "another device")).Account);
        Assert.Null((await CheckAsync(vault, reply.Ticket!, null)).Account);
        var verified = vault.Ledger.Of(EntryType.CredentialVerified).Last();
        Assert.Equal(("passkey", registered.Passkey!.Id), (verified.Details!["proof"], verified.Details["passkey"]));
        Assert.NotNull(vault.Ledger.Of(EntryType.SessionOpened).Last().Who!.Ticket);
        var listed = Assert.Single((await vault.AsOperatorAsync(VaultCalls.ListPasskeys, new NameRequest(TestVault.Ayumi))).Items);
        Assert.Equal(vault.Clock.GetUtcNow(), listed.LastUsedAt);
    }

    [Fact]
    public async Task A_passkey_outlives_a_restart_and_a_new_tenant_key()
    {
        var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        await RegisterAsync(vault, authenticator);
        await vault.AsOperatorAsync(VaultCalls.RotateTenantKey, new NameRequest("house"));
        await using var again = await vault.RestartAsync(WithPasskeys);
        Assert.Equal(LogInResult.Granted, (await LogInAsync(again, authenticator)).Result);
    }

    [Theory]
    [InlineData("no code")]
    [InlineData("another's code")]
    [InlineData("used code")]
    [InlineData("code of yesterday")]
    [InlineData("recovery code")]
    public async Task A_ticket_alone_registers_nothing(string what)
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        var code = what switch
        {
            "no code" => "",
            "another's code" => await CodeAsync(vault, TestVault.Ken),
            "recovery code" => (await vault.AsOperatorAsync(VaultCalls.Enrol, new EnrolRequest(EnrolKind.RecoveryCodes, TestVault.Ayumi))).Secrets[0],
            _ => await CodeAsync(vault),
        };
        if (what == "used code")
        {
            using var other = new SoftwareAuthenticator();
            Assert.Equal(PasskeyResult.Registered, (await RegisterAsync(vault, other, code)).Result);
        }

        if (what == "code of yesterday") vault.Clock.Advance(RegisterPasskey.CodeLifetime);

        Assert.Equal(PasskeyResult.WrongCode, (await RegisterAsync(vault, authenticator, code)).Result);
        Assert.Equal(LogInResult.Refused, (await LogInAsync(vault, authenticator)).Result);
        Assert.Contains(vault.Ledger.Of(EntryType.CredentialRefused), entry => entry.Details!.GetValueOrDefault("why") == "code");
    }

    [Fact]
    public async Task A_code_is_good_until_its_last_moment()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        var code = await CodeAsync(vault);
        vault.Clock.Advance(RegisterPasskey.CodeLifetime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(PasskeyResult.Registered, (await RegisterAsync(vault, authenticator, code)).Result);
    }

    [Fact]
    public async Task A_passkey_that_is_registered_is_registered_for_nobody_else()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        await RegisterAsync(vault, authenticator);
        Assert.Equal(PasskeyResult.Known, (await RegisterAsync(vault, authenticator, address: TestVault.Ken)).Result);
        Assert.Equal(TestVault.Ayumi, (await LogInAsync(vault, authenticator)).Account);
        // What was on record as registered is on record as refused, too.
        Assert.Contains(vault.Ledger.Of(EntryType.CredentialRefused), entry => entry.Details!.GetValueOrDefault("why") == "Known");
    }

    [Fact]
    public async Task An_account_has_at_most_twenty()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        for (var i = 0; i < PasskeyOffice.MostOfAccount; i++)
        {
            using var authenticator = new SoftwareAuthenticator();
            Assert.Equal(PasskeyResult.Registered, (await RegisterAsync(vault, authenticator)).Result);
        }

        using var further = new SoftwareAuthenticator();
        Assert.Equal(PasskeyResult.TooMany, (await RegisterAsync(vault, further)).Result);
        Assert.Equal(LogInResult.Refused, (await LogInAsync(vault, further)).Result);
    }

    [Fact]
    public async Task A_counter_that_goes_back_ends_the_passkey_and_all_logins()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator { SignCount = 5 };
        var registered = await RegisterAsync(vault, authenticator);
        authenticator.SignCount = 6;
        var first = await LogInAsync(vault, authenticator);
        Assert.Equal(LogInResult.Granted, first.Result);

        Assert.Equal(LogInResult.Refused, (await LogInAsync(vault, authenticator)).Result);

        Assert.Null((await CheckAsync(vault, first.Ticket!, Device)).Account);
        Assert.True(Assert.Single((await vault.AsOperatorAsync(VaultCalls.ListPasskeys, new NameRequest(TestVault.Ayumi))).Items).Copied);
        var refused = vault.Ledger.Of(EntryType.CredentialRefused).Last();
        Assert.Equal((nameof(PasskeyStatus.CounterWentBack), registered.Passkey!.Id), (refused.Details!["why"], refused.Details["passkey"]));
        Assert.Contains(vault.Ledger.Of(EntryType.SessionRevoked), entry => entry.Details!.GetValueOrDefault("why") == "passkey copied");
        // Nobody knows who has the copy, so it lets in neither of the two.
        authenticator.SignCount = 100;
        Assert.Equal(LogInResult.Refused, (await LogInAsync(vault, authenticator)).Result);
    }

    [Fact]
    public async Task An_authenticator_without_a_counter_is_let_in_again_and_again()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator { SignCount = 0 };
        await RegisterAsync(vault, authenticator);
        for (var i = 0; i < 3; i++) Assert.Equal(LogInResult.Granted, (await LogInAsync(vault, authenticator)).Result);
    }

    [Fact]
    public async Task An_answer_is_good_once_in_time_and_from_the_device_that_asked()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        await RegisterAsync(vault, authenticator);
        var answer = await AnswerAsync(vault, authenticator);
        Assert.Equal(LogInResult.Refused, (await SendAsync(vault, answer with { Device = "another device" })).Result);
        Assert.Equal(LogInResult.Granted, (await SendAsync(vault, answer)).Result);
        Assert.Equal(LogInResult.Refused, (await SendAsync(vault, answer)).Result);
        var late = await AnswerAsync(vault, authenticator);
        vault.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(LogInResult.Refused, (await SendAsync(vault, late)).Result);
    }

    [Fact]
    public async Task What_another_page_or_nobody_there_asked_for_lets_nobody_in()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        await RegisterAsync(vault, authenticator);
        authenticator.Origin = "https://mail.house-example.com";
        Assert.Equal(LogInResult.Refused, (await LogInAsync(vault, authenticator)).Result);
        Assert.Equal(nameof(PasskeyStatus.WrongOrigin), vault.Ledger.Of(EntryType.CredentialRefused).Last().Details!["why"]);
        authenticator.Origin = "https://mail.house.example";
        authenticator.Flags = PasskeyFlags.UserPresent;
        Assert.Equal(LogInResult.Refused, (await LogInAsync(vault, authenticator)).Result);
        authenticator.Flags |= PasskeyFlags.UserVerified;
        var answer = await AnswerAsync(vault, authenticator);
        answer.Signature[^1] ^= 1;
        Assert.Equal(LogInResult.Refused, (await SendAsync(vault, answer)).Result);
        Assert.Equal(LogInResult.Refused, (await SendAsync(vault, await AnswerAsync(vault, authenticator) with { User = [1, 2, 3] })).Result);
        Assert.Equal(LogInResult.Granted, (await LogInAsync(vault, authenticator)).Result);
    }

    [Fact]
    public async Task A_passkey_that_was_taken_away_lets_nobody_in_and_its_logins_end()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        var registered = await RegisterAsync(vault, authenticator);
        var login = await LogInAsync(vault, authenticator);
        await vault.AsOperatorAsync(VaultCalls.Enrol, new EnrolRequest(EnrolKind.RemovePasskey, TestVault.Ayumi, registered.Passkey!.Id));
        Assert.Equal(LogInResult.Refused, (await LogInAsync(vault, authenticator)).Result);
        Assert.Null((await CheckAsync(vault, login.Ticket!, Device)).Account);
        Assert.Empty((await vault.AsOperatorAsync(VaultCalls.ListPasskeys, new NameRequest(TestVault.Ayumi))).Items);
        Assert.Contains(vault.Ledger.Of(EntryType.CredentialChanged), entry => entry.Details!.GetValueOrDefault("change") == nameof(EnrolKind.RemovePasskey));
        // Nothing of it is left: its owner may register it again, also for another account.
        Assert.Equal(PasskeyResult.Registered, (await RegisterAsync(vault, authenticator, address: TestVault.Ken)).Result);
    }

    [Fact]
    public async Task An_erased_account_leaves_no_trace_of_its_passkey()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        await RegisterAsync(vault, authenticator);
        await vault.AsOperatorAsync(VaultCalls.EraseAccount, new EraseAccountRequest(TestVault.Ayumi));
        Assert.Equal("1", vault.Ledger.Of(EntryType.AccountErased).Single().Details!["passkeys"]);
        Assert.Equal(LogInResult.Refused, (await LogInAsync(vault, authenticator)).Result);
        Assert.Equal(PasskeyResult.Registered, (await RegisterAsync(vault, authenticator, address: TestVault.Ken)).Result);
    }

    [Fact]
    public async Task Nothing_lets_in_before_the_ledger_has_it()
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        await RegisterAsync(vault, authenticator);
        var answer = await AnswerAsync(vault, authenticator);
        vault.Ledger.Away = true;
        var refusal = await Assert.ThrowsAsync<CallException>(async () => await SendAsync(vault, answer));
        Assert.Equal(CallFailure.Overloaded, refusal.Failure);
    }

    [Fact]
    public async Task Without_a_domain_there_are_no_passkeys_and_the_refusal_says_what_to_set()
    {
        await using var vault = await TestVault.NewAsync();
        var refusal = await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Web, VaultCalls.PasskeyChallenge, new PasskeyChallengeRequest()));
        Assert.Contains("vault.passkeyDomain", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public async Task A_name_has_1_to_64_characters(int length, bool good)
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        using var authenticator = new SoftwareAuthenticator();
        var problem = await Record.ExceptionAsync(async () => await RegisterAsync(vault, authenticator, name: new string('n', length)));
        Assert.Equal(good, problem is null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    public async Task An_impossible_identifier_is_refused_and_on_record(int length)
    {
        await using var vault = await TestVault.NewAsync(WithPasskeys);
        var reply = await SendAsync(vault, new PasskeyLogInRequest(new byte[length], [], [], [], null, "192.0.2.9", Device));
        Assert.Equal(LogInResult.Refused, reply.Result);
        Assert.Single(vault.Ledger.Of(EntryType.CredentialRefused));
    }

    private static async Task<string> CodeAsync(TestVault vault, string address = TestVault.Ayumi) =>
        (await vault.AsOperatorAsync(VaultCalls.Enrol, new EnrolRequest(EnrolKind.PasskeyCode, address))).Secrets[0];

    internal static async Task<RegisterPasskeyReply> RegisterAsync(
        TestVault vault, SoftwareAuthenticator authenticator, string? code = null, string address = TestVault.Ayumi, string name = "the small key")
    {
        code ??= await CodeAsync(vault, address);
        var ticket = await vault.TicketAsync(address, Device);
        var offer = await vault.AsAsync(RoleKind.Web, VaultCalls.PasskeyOffer, new PasskeyOfferRequest(ticket, Device));
        Assert.Equal((address, "mail.house.example"), (offer.Address, offer.Domain));
        var clientData = authenticator.ClientData("webauthn.create", offer.Challenge);
        return await vault.AsAsync(RoleKind.Web, VaultCalls.PasskeyRegister, new RegisterPasskeyRequest(ticket, Device, code, name, clientData, authenticator.Attestation()));
    }

    private static async Task<LogInReply> LogInAsync(TestVault vault, SoftwareAuthenticator authenticator) =>
        await SendAsync(vault, await AnswerAsync(vault, authenticator));

    private static async Task<PasskeyLogInRequest> AnswerAsync(TestVault vault, SoftwareAuthenticator authenticator)
    {
        var asked = await vault.AsAsync(RoleKind.Web, VaultCalls.PasskeyChallenge, new PasskeyChallengeRequest(Device));
        var clientData = authenticator.ClientData("webauthn.get", asked.Challenge);
        var data = authenticator.AuthenticatorData();
        return new PasskeyLogInRequest(authenticator.CredentialId, clientData, data, authenticator.Sign(data, clientData), null, "192.0.2.9", Device);
    }

    private static ValueTask<LogInReply> SendAsync(TestVault vault, PasskeyLogInRequest answer) => vault.AsAsync(RoleKind.Web, VaultCalls.PasskeyLogIn, answer);

    private static ValueTask<TicketReply> CheckAsync(TestVault vault, string ticket, string? device) =>
        vault.AsAsync(RoleKind.Web, VaultCalls.CheckTicket, new TicketRequest(ticket, device));
}
