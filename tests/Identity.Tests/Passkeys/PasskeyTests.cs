using Sekisho.Identity.Passkeys;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.Passkeys;

public sealed class PasskeyTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly SoftwareAuthenticator _key = new();
    private readonly PasskeyOffice _office;

    public PasskeyTests() => _office = NewOffice();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(CoseAlgorithm.Es256)]
    [InlineData(CoseAlgorithm.Rs256)]
    [InlineData(CoseAlgorithm.EdDsa)]
    public void A_passkey_of_every_algorithm_is_registered_and_logs_in(CoseAlgorithm algorithm)
    {
        using var key = new SoftwareAuthenticator { Algorithm = algorithm, SignCount = 4 };
        var passkey = Register(key).Passkey!;
        Assert.Equal(("a1", 4u, true, false, "none"), (passkey.AccountId, passkey.SignCount, passkey.UserVerified, passkey.BackupEligible, passkey.AttestationFormat));
        Assert.Equal(new Guid("01020304-0506-0708-090a-0b0c0d0e0f10"), passkey.Model);
        Assert.Equal(key.CredentialId, passkey.CredentialId);
        key.SignCount = 5;
        var login = LogIn(key, passkey);
        Assert.Equal((PasskeyStatus.Accepted, 5u, true), (login.Status, login.Passkey!.SignCount, login.UserVerified));
        Assert.Contains(algorithm, _office.Algorithms);
    }

    [Fact]
    public void A_statement_of_another_format_is_read_over_and_not_trusted()
    {
        _key.Format = "packed";
        _key.Statement = [0xA2, .. SoftwareAuthenticator.Text("alg"), 0x26, .. SoftwareAuthenticator.Text("sig"), .. SoftwareAuthenticator.Bytes(new byte[70])];
        _key.Flags |= PasskeyFlags.Extensions;
        Assert.Equal("packed", Register(_key).Passkey!.AttestationFormat);
    }

    [Fact]
    public void A_counter_that_does_not_grow_is_named_and_the_larger_one_kept()
    {
        _key.SignCount = 9;
        var passkey = Register(_key).Passkey!;
        foreach (var count in new uint[] { 9, 8, 0 })
        {
            _key.SignCount = count;
            var login = LogIn(_key, passkey);
            Assert.Equal((PasskeyStatus.CounterWentBack, 9u), (login.Status, login.Passkey!.SignCount));
        }

        // Without a counter on both sides there is nothing to compare.
        using var without = new SoftwareAuthenticator();
        Assert.Equal(PasskeyStatus.Accepted, LogIn(without, Register(without).Passkey!).Status);
    }

    [Fact]
    public void A_challenge_is_good_once_for_its_account_and_ceremony_and_time()
    {
        var passkey = Register(_key).Passkey!;
        var challenge = _office.OpenLogin("a1");
        Assert.Equal(PasskeyOffice.ChallengeBytes, challenge.Length);
        Assert.Equal(PasskeyStatus.Accepted, LogIn(_key, passkey, challenge).Status);
        Assert.Equal(PasskeyStatus.ChallengeUsed, LogIn(_key, passkey, challenge).Status);
        Assert.Equal(PasskeyStatus.UnknownChallenge, LogIn(_key, passkey, _office.OpenLogin("a2")).Status);
        Assert.Equal(PasskeyStatus.UnknownChallenge, LogIn(_key, passkey, _office.OpenRegistration("a1")).Status);
        Assert.Equal(PasskeyStatus.UnknownChallenge, LogIn(_key, passkey, NewOffice().OpenLogin("a1")).Status);
        Assert.Equal(PasskeyStatus.UnknownChallenge, LogIn(_key, passkey, new byte[PasskeyOffice.ChallengeBytes]).Status);
        Assert.Equal(PasskeyStatus.UnknownChallenge, LogIn(_key, passkey, []).Status);
        // Without a name it takes whoever comes; to register it does not.
        Assert.Equal(PasskeyStatus.Accepted, LogIn(_key, passkey, _office.OpenLogin(null)).Status);
        Assert.Equal(PasskeyStatus.UnknownChallenge, Register(_key, _office.OpenLogin(null)).Status);

        challenge = _office.OpenLogin("a1");
        var late = _office.OpenLogin("a1");
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(PasskeyStatus.Accepted, LogIn(_key, passkey, challenge).Status);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(PasskeyStatus.ChallengeEnded, LogIn(_key, passkey, late).Status);
    }

    [Fact]
    public void A_wrong_answer_uses_no_place_and_a_full_list_accepts_none()
    {
        var office = NewOffice(mostUsed: 2);
        var passkey = Register(_key, office.OpenRegistration("a1"), office).Passkey!;
        var challenge = office.OpenLogin("a1");
        for (var i = 0; i < 5; i++)
        {
            _key.Origin = "https://evil.example";
            Assert.Equal(PasskeyStatus.WrongOrigin, LogIn(_key, passkey, challenge, office).Status);
        }

        _key.Origin = "https://mail.house.example";
        Assert.Equal(PasskeyStatus.Accepted, LogIn(_key, passkey, challenge, office).Status);
        Assert.Equal(PasskeyStatus.Busy, LogIn(_key, passkey, office.OpenLogin("a1"), office).Status);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(PasskeyStatus.Accepted, LogIn(_key, passkey, office.OpenLogin("a1"), office).Status);
    }

    [Theory]
    [InlineData("https://mail.house.example.evil.example", PasskeyStatus.WrongOrigin)]
    [InlineData("http://mail.house.example", PasskeyStatus.WrongOrigin)]
    [InlineData("https://mail.house.example/", PasskeyStatus.WrongOrigin)]
    [InlineData("https://MAIL.house.example", PasskeyStatus.WrongOrigin)]
    [InlineData("https://webmail.house.example", PasskeyStatus.Accepted)]
    public void Only_our_pages_may_ask(string origin, PasskeyStatus status)
    {
        _key.Origin = origin;
        Assert.Equal(status, Register(_key).Status);
    }

    [Fact]
    public void Everything_the_browser_and_the_authenticator_say_is_checked()
    {
        var passkey = Register(_key).Passkey!;
        Bent(key => key.CrossOrigin = true, PasskeyStatus.CrossOrigin);
        Bent(key => key.CrossOrigin = null, PasskeyStatus.Accepted);
        Bent(key => key.RpId = "house.example", PasskeyStatus.WrongRpId);
        Bent(key => key.Flags = PasskeyFlags.UserVerified, PasskeyStatus.UserNotPresent);
        Bent(key => key.Flags = PasskeyFlags.UserPresent, PasskeyStatus.UserNotVerified);
        Bent(key => key.Flags |= PasskeyFlags.BackedUp, PasskeyStatus.BadBackupFlags);
        // May be backed up now and could not be before.
        Bent(key => key.Flags |= PasskeyFlags.BackupEligible, PasskeyStatus.BadBackupFlags);
        Bent(key => key.CredentialId = [1, 2, 3], PasskeyStatus.WrongCredential);

        var challenge = _office.OpenLogin("a1");
        var data = _key.AuthenticatorData();
        var client = _key.ClientData("webauthn.create", challenge);
        Assert.Equal(PasskeyStatus.WrongType, _office.LogIn(passkey, _key.CredentialId, client, data, _key.Sign(data, client)).Status);
        client = _key.ClientData("webauthn.get", challenge);
        var signature = _key.Sign(data, client);
        Assert.Equal(PasskeyStatus.BadSignature, _office.LogIn(passkey, _key.CredentialId, client, data, [.. signature[..^1], (byte)(signature[^1] ^ 1)]).Status);
        Assert.Equal(PasskeyStatus.BadSignature, _office.LogIn(passkey, _key.CredentialId, client, data, []).Status);
        Assert.Equal(PasskeyStatus.BadSignature, _office.LogIn(passkey, _key.CredentialId, client, data, new byte[PasskeyOffice.LongestSignatureBytes + 1]).Status);
        Assert.Equal(PasskeyStatus.MalformedAuthenticatorData, _office.LogIn(passkey, _key.CredentialId, client, data.AsSpan(0, data.Length - 1), signature).Status);
        Assert.Equal(PasskeyStatus.MalformedClientData, _office.LogIn(passkey, _key.CredentialId, client.AsSpan(0, client.Length - 1), data, signature).Status);
        Assert.Equal(PasskeyStatus.UnsupportedKey, _office.LogIn(passkey with { PublicKey = [0xA0] }, _key.CredentialId, client, data, signature).Status);
        Assert.Equal(PasskeyStatus.Accepted, _office.LogIn(passkey, _key.CredentialId, client, data, signature).Status);

        void Bent(Action<SoftwareAuthenticator> bend, PasskeyStatus status)
        {
            var (rpId, cross, flags, id) = (_key.RpId, _key.CrossOrigin, _key.Flags, _key.CredentialId);
            bend(_key);
            Assert.Equal(status, LogIn(_key, passkey).Status);
            (_key.RpId, _key.CrossOrigin, _key.Flags, _key.CredentialId) = (rpId, cross, flags, id);
        }
    }

    [Fact]
    public void Backup_flags_are_kept_and_may_change_only_within_what_was_allowed()
    {
        _key.Flags |= PasskeyFlags.BackupEligible;
        var passkey = Register(_key).Passkey!;
        Assert.Equal((true, false), (passkey.BackupEligible, passkey.BackedUp));
        _key.Flags |= PasskeyFlags.BackedUp;
        Assert.True(LogIn(_key, passkey).Passkey!.BackedUp);
        _key.Flags = PasskeyFlags.UserPresent | PasskeyFlags.UserVerified | PasskeyFlags.BackedUp;
        Assert.Equal(PasskeyStatus.BadBackupFlags, Register(_key).Status);
    }

    [Fact]
    public void Without_a_library_for_ed25519_such_keys_are_not_offered_and_refused()
    {
        var office = new PasskeyOffice(Options(100), null, _clock);
        using var key = new SoftwareAuthenticator { Algorithm = CoseAlgorithm.EdDsa };
        Assert.DoesNotContain(CoseAlgorithm.EdDsa, office.Algorithms);
        Assert.Equal(PasskeyStatus.UnsupportedKey, Register(key, office.OpenRegistration("a1"), office).Status);
        var passkey = Register(key).Passkey!;
        Assert.Equal(PasskeyStatus.BadSignature, LogIn(key, passkey, office.OpenLogin("a1"), office).Status);
    }

    [Fact]
    public void A_key_of_one_account_does_not_log_in_to_another()
    {
        var passkey = Register(_key).Passkey!;
        using var other = new SoftwareAuthenticator { CredentialId = _key.CredentialId };
        Assert.Equal(PasskeyStatus.BadSignature, LogIn(other, passkey).Status);
    }

    private static PasskeyOptions Options(int mostUsed) => new()
    {
        RpId = "mail.house.example",
        Origins = ["https://mail.house.example", "https://webmail.house.example"],
        MostUsedChallenges = mostUsed,
    };

    private PasskeyOffice NewOffice(int mostUsed = 100) => new(Options(mostUsed), SoftwareAuthenticator.Ed25519, _clock);

    [Fact]
    public void An_answer_from_another_browser_than_the_one_that_asked_is_refused()
    {
        var opened = _office.OpenRegistration("a1", "this browser");
        var client = _key.ClientData("webauthn.create", opened);
        Assert.Equal(PasskeyStatus.UnknownChallenge, _office.Register("a1", client, _key.Attestation(), "another").Status);
        Assert.Equal(PasskeyStatus.UnknownChallenge, _office.Register("a1", client, _key.Attestation()).Status);
        var passkey = _office.Register("a1", client, _key.Attestation(), "this browser").Passkey!;

        client = _key.ClientData("webauthn.get", _office.OpenLogin(null, "this browser"));
        var data = _key.AuthenticatorData();
        Assert.Equal(PasskeyStatus.UnknownChallenge, _office.LogIn(passkey, _key.CredentialId, client, data, _key.Sign(data, client), "another").Status);
        Assert.Equal(PasskeyStatus.Accepted, _office.LogIn(passkey, _key.CredentialId, client, data, _key.Sign(data, client), "this browser").Status);
    }

    private PasskeyRegistration Register(SoftwareAuthenticator key, byte[]? challenge = null, PasskeyOffice? office = null) =>
        (office ?? _office).Register("a1", key.ClientData("webauthn.create", challenge ?? _office.OpenRegistration("a1")), key.Attestation());

    private PasskeyLogin LogIn(SoftwareAuthenticator key, Passkey passkey, byte[]? challenge = null, PasskeyOffice? office = null)
    {
        var client = key.ClientData("webauthn.get", challenge ?? _office.OpenLogin("a1"));
        var data = key.AuthenticatorData();
        return (office ?? _office).LogIn(passkey, key.CredentialId, client, data, key.Sign(data, client));
    }
}
