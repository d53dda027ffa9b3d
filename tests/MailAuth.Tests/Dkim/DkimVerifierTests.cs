using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Dkim;
using static Sekisho.MailAuth.Tests.Dkim.DkimBench;

namespace Sekisho.MailAuth.Tests.Dkim;

public sealed class DkimVerifierTests
{
    private const string Tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=rsa; h=from:to:subject:date";

    private readonly DkimBench _bench = new();

    [Theory]
    [InlineData("rsa", true, true)]
    [InlineData("rsa", true, false)]
    [InlineData("rsa", false, true)]
    [InlineData("rsa", false, false)]
    [InlineData("ed", true, true)]
    [InlineData("ed", false, false)]
    public async Task What_we_sign_verifies(string selector, bool relaxedHeader, bool relaxedBody)
    {
        var signed = await _bench.SignAsync(Message, selector, how => how with { RelaxedHeader = relaxedHeader, RelaxedBody = relaxedBody, Identity = "ann=;x@news.example.com", Lifetime = TimeSpan.FromDays(7) });
        var outcome = await _bench.VerifyAsync(signed);
        var one = Assert.Single(outcome.Signatures);
        Assert.Equal((AuthResult.Pass, DkimProblem.None), (one.Result, one.Problem));
        Assert.True(one.Verifies);
        Assert.Equal(("example.com", selector, "ann=;x@news.example.com"), (one.Domain, one.Selector, one.Identity));
        Assert.Equal(selector == "ed" ? 256 : 2048, one.KeyBits);
        Assert.Equal(_bench.Clock.GetUtcNow(), one.SignedAt);
        Assert.Equal(_bench.Clock.GetUtcNow().AddDays(7), one.ExpiresAt);
        Assert.Empty(one.UnsignedFields);
        Assert.Equal(["example.com"], outcome.PassedDomains);
    }

    [Fact]
    public async Task The_message_of_RFC_8463_passes_with_both_keys()
    {
        _bench.Zone.Txt("brisbane._domainkey.football.example.com", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
            .Txt("test._domainkey.football.example.com", "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB");
        var outcome = await _bench.VerifyAsync(Crlf("""
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
             Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=test; t=1528637909; h=from : to : subject :
             date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
             DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
             dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.

            """));
        Assert.Equal([AuthResult.Pass, AuthResult.Pass], outcome.Signatures.Select(one => one.Result));
        Assert.True(outcome.Signatures[1].IsWeakKey);
    }

    [Fact]
    public async Task A_message_without_a_signature_is_none() => Assert.Equal(AuthResult.None, (await _bench.VerifyAsync(Message)).Result);

    [Fact]
    public async Task Lines_that_end_with_LF_alone_count_as_CRLF()
    {
        var signed = await _bench.SignAsync(Message, how: how => how with { RelaxedHeader = false, RelaxedBody = false });
        Assert.Equal(AuthResult.Pass, (await _bench.VerifyAsync(signed.Replace("\r\n", "\n", StringComparison.Ordinal))).Result);
    }

    [Fact]
    public async Task A_changed_body_fails() => await ExpectAsync((await _bench.SignAsync(Message)).Replace("noon", "ten", StringComparison.Ordinal), AuthResult.Fail, DkimProblem.BodyDiffers);

    [Fact]
    public async Task A_changed_subject_fails() => await ExpectAsync((await _bench.SignAsync(Message)).Replace("meeting", "money", StringComparison.Ordinal), AuthResult.Fail, DkimProblem.SignatureDiffers);

    [Fact]
    public async Task The_relaxed_forms_forgive_blanks_and_folds()
    {
        var signed = (await _bench.SignAsync(Message)).Replace("Subject: About  the", "subject:\r\n\tAbout the", StringComparison.Ordinal).Replace("at  noon", "at noon", StringComparison.Ordinal);
        await ExpectAsync(signed, AuthResult.Pass, DkimProblem.None);
    }

    [Theory]
    [InlineData("Subject: another one\r\n")]
    [InlineData("From: Eve <eve@example.net>\r\n")]
    [InlineData("Content-Type: text/html\r\n")]
    public async Task A_field_added_to_an_oversigned_message_breaks_the_signature(string field)
    {
        var signed = await _bench.SignAsync(Message);
        await ExpectAsync(field + signed, AuthResult.Fail, DkimProblem.SignatureDiffers);
        await ExpectAsync(signed.Replace("\r\n\r\n", "\r\n" + field + "\r\n", StringComparison.Ordinal), AuthResult.Fail);
    }

    [Fact]
    public async Task A_field_added_above_one_signed_once_is_reported()
    {
        var signed = "Subject: another one\r\n" + await _bench.SignAsWrittenAsync(Message, Tags);
        var one = await ExpectAsync(signed, AuthResult.Pass, DkimProblem.None);
        Assert.Equal(["subject", "message-id"], one.UnsignedFields);
    }

    [Theory]
    [InlineData("v=2; a=rsa-sha256; d=example.com; s=rsa; h=from", AuthResult.Neutral, DkimProblem.UnsupportedVersion)]
    [InlineData("a=rsa-sha256; d=example.com; s=rsa; h=from", AuthResult.PermError, DkimProblem.MissingTag)]
    [InlineData("v=1; a=rsa-sha256; s=rsa; h=from", AuthResult.PermError, DkimProblem.MissingTag)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; h=from", AuthResult.PermError, DkimProblem.MissingTag)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa", AuthResult.PermError, DkimProblem.MissingTag)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; d=example.com; s=rsa; h=from", AuthResult.Neutral, DkimProblem.BadSyntax)]
    [InlineData("v=1; a=rsa-sha256;; d=example.com; s=rsa; h=from", AuthResult.Neutral, DkimProblem.BadSyntax)]
    [InlineData("v=1; 9=x; a=rsa-sha256; d=example.com; s=rsa; h=from", AuthResult.Neutral, DkimProblem.BadSyntax)]
    [InlineData("v=1; a=rsa-sha1; d=example.com; s=rsa; h=from", AuthResult.Policy, DkimProblem.WeakAlgorithm)]
    [InlineData("v=1; a=rsa-sha512; d=example.com; s=rsa; h=from", AuthResult.Neutral, DkimProblem.UnsupportedAlgorithm)]
    [InlineData("v=1; a=rsa-sha256; c=nofws; d=example.com; s=rsa; h=from", AuthResult.Neutral, DkimProblem.UnsupportedMethod)]
    [InlineData("v=1; a=rsa-sha256; q=dns/srv; d=example.com; s=rsa; h=from", AuthResult.Neutral, DkimProblem.UnsupportedMethod)]
    [InlineData("v=1; a=rsa-sha256; d=com; s=rsa; h=from", AuthResult.Policy, DkimProblem.DomainIsTopLevel)]
    [InlineData("v=1; a=rsa-sha256; d=exa..mple.com; s=rsa; h=from", AuthResult.PermError, DkimProblem.BadDomain)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=a..b; h=from", AuthResult.PermError, DkimProblem.BadDomain)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa; h=to:subject", AuthResult.PermError, DkimProblem.FromNotSigned)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa; h=from::to", AuthResult.Neutral, DkimProblem.BadSyntax)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; i=@example.org; s=rsa; h=from", AuthResult.PermError, DkimProblem.IdentityOutsideDomain)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; i=@badexample.com; s=rsa; h=from", AuthResult.PermError, DkimProblem.IdentityOutsideDomain)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; i=example.com; s=rsa; h=from", AuthResult.Neutral, DkimProblem.BadSyntax)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa; h=from; t=1000; x=1000", AuthResult.PermError, DkimProblem.ExpiresBeforeSigned)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa; h=from; t=1000; x=2000", AuthResult.Policy, DkimProblem.Expired)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa; h=from; x=999999999999", AuthResult.Pass, DkimProblem.None)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa; h=from; t=9999999999999", AuthResult.Neutral, DkimProblem.BadSyntax)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa; h=from; t=now", AuthResult.Neutral, DkimProblem.BadSyntax)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=rsa; h=from; t=4000000000", AuthResult.Policy, DkimProblem.FromTheFuture)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=nosuch; h=from", AuthResult.PermError, DkimProblem.NoKey)]
    [InlineData("v=1; a=rsa-sha256; d=EXAMPLE.com; s=RSA; h=From : To; q=dns/xyz:dns/txt; foo=bar", AuthResult.Pass, DkimProblem.None)]
    [InlineData("v=1; a=RSA-SHA256; d=example.com; s=rsa; h=from:nosuchfield:from", AuthResult.Pass, DkimProblem.None)]
    [InlineData("v=1; a=rsa-sha256; d=example.com; i=@deep.sub.example.com; s=rsa; h=from", AuthResult.Pass, DkimProblem.None)]
    public async Task Each_tag_is_checked(string tags, AuthResult result, DkimProblem problem) => await ExpectAsync(await _bench.SignAsWrittenAsync(Message, tags), result, problem);

    [Theory]
    [InlineData("p=", AuthResult.PermError, DkimProblem.KeyRevoked)]
    [InlineData("k=rsa", AuthResult.PermError, DkimProblem.BadKey)]
    [InlineData("v=DKIM2; p={key}", AuthResult.PermError, DkimProblem.BadKey)]
    [InlineData("p={key}; v=DKIM1", AuthResult.PermError, DkimProblem.BadKey)]
    [InlineData("p=not base64!", AuthResult.PermError, DkimProblem.BadKey)]
    [InlineData("p=AAAA", AuthResult.PermError, DkimProblem.BadKey)]
    [InlineData("k=ed25519; p={key}", AuthResult.PermError, DkimProblem.KeyNotForThis)]
    [InlineData("h=sha1; p={key}", AuthResult.PermError, DkimProblem.KeyNotForThis)]
    [InlineData("s=tlsrpt; p={key}", AuthResult.PermError, DkimProblem.KeyNotForThis)]
    [InlineData("h=sha1:sha256; s=other:email; g=; n=a note; zz=1; p={key}", AuthResult.Pass, DkimProblem.None)]
    [InlineData("s=*; t=y:s; p={key};", AuthResult.Pass, DkimProblem.None)]
    [InlineData("v=DKIM1; k=rsa; p={folded}", AuthResult.Pass, DkimProblem.None)]
    [InlineData("p={pkcs1}", AuthResult.Pass, DkimProblem.None)]
    [InlineData("p={other}", AuthResult.Fail, DkimProblem.SignatureDiffers)]
    public async Task Each_tag_of_a_key_is_checked(string record, AuthResult result, DkimProblem problem)
    {
        var key = Convert.ToBase64String(Rsa2048.ExportSubjectPublicKeyInfo());
        _bench.Zone.Txt("two.parts._domainkey.example.com", record.Replace("{key}", key, StringComparison.Ordinal).Replace("{folded}", key.Insert(50, " ").Insert(9, "\t"), StringComparison.Ordinal)
            .Replace("{pkcs1}", Convert.ToBase64String(Rsa2048.ExportRSAPublicKey()), StringComparison.Ordinal).Replace("{other}", Convert.ToBase64String(Rsa1024.ExportSubjectPublicKeyInfo()), StringComparison.Ordinal));
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, Tags.Replace("s=rsa", "s=two.parts", StringComparison.Ordinal)), result, problem);
    }

    [Fact]
    public async Task A_key_that_forbids_subdomains_wants_the_domain_itself()
    {
        _bench.Zone.Txt("strict._domainkey.example.com", "t=s; " + RsaRecord(Rsa2048)["v=DKIM1; ".Length..]);
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, Tags.Replace("s=rsa", "s=strict", StringComparison.Ordinal)), AuthResult.Pass);
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, Tags.Replace("s=rsa", "s=strict; i=@a.example.com", StringComparison.Ordinal)), AuthResult.PermError, DkimProblem.IdentityOutsideDomain);
    }

    [Fact]
    public async Task A_key_below_1024_bits_does_not_count_and_one_below_2048_is_weak()
    {
        using var tiny = System.Security.Cryptography.RSA.Create(512);
        _bench.Zone.Txt("tiny._domainkey.example.com", RsaRecord(tiny));
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, Tags.Replace("s=rsa", "s=tiny", StringComparison.Ordinal)), AuthResult.Policy, DkimProblem.KeyTooShort);
        var weak = await ExpectAsync(await _bench.SignAsync(Message, "weak"), AuthResult.Pass);
        Assert.Equal((1024, true), (weak.KeyBits, weak.IsWeakKey));
    }

    [Fact]
    public async Task A_key_with_exponent_one_or_a_huge_exponent_does_not_count()
    {
        _bench.Zone.Txt("one._domainkey.example.com", "p=" + PublicKeys.WithExponent(Rsa2048, [1])).Txt("huge._domainkey.example.com", "p=" + PublicKeys.WithExponent(Rsa2048, [1, 0, 0, 0, 0, 0, 1]));
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, Tags.Replace("s=rsa", "s=one", StringComparison.Ordinal)), AuthResult.PermError, DkimProblem.BadKey);
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, Tags.Replace("s=rsa", "s=huge", StringComparison.Ordinal)), AuthResult.Policy, DkimProblem.KeyTooLarge);
    }

    [Fact]
    public async Task Of_several_keys_under_a_selector_any_may_fit()
    {
        _bench.Zone.Txt("many._domainkey.example.com", "not a key").Txt("many._domainkey.example.com", RsaRecord(Rsa1024)).Txt("many._domainkey.example.com", RsaRecord(Rsa2048));
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, Tags.Replace("s=rsa", "s=many", StringComparison.Ordinal)), AuthResult.Pass);
    }

    [Theory]
    [InlineData(DnsStatus.Timeout)]
    [InlineData(DnsStatus.ServFail)]
    [InlineData(DnsStatus.Malformed)]
    public async Task A_failing_DNS_is_temporary(DnsStatus status)
    {
        var signed = await _bench.SignAsync(Message);
        _bench.Zone.Fail("rsa._domainkey.example.com", DnsRecordType.Txt, status);
        await ExpectAsync(signed, AuthResult.TempError, DkimProblem.DnsFailure);
    }

    [Fact]
    public async Task A_DNS_that_never_answers_ends_with_the_deadline()
    {
        var signed = await _bench.SignAsync(Message);
        _bench.Zone.Before = async cancellation => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        var verifying = _bench.VerifyAsync(signed).AsTask();
        _bench.Clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(AuthResult.TempError, (await verifying.WaitAsync(TimeSpan.FromMinutes(2))).Result);
    }

    [Fact]
    public async Task A_body_limit_that_covers_everything_passes()
    {
        var length = new SignatureCheck(Headers.MessageFields.Read(Bytes(Message), int.MaxValue, 100), new DkimKeyReader(), null, new DkimOptions()).Body(true, null).CanonicalBytes;
        var one = await ExpectAsync(await _bench.SignAsWrittenAsync(Message, $"{Tags}; l={length}"), AuthResult.Pass);
        Assert.Equal((true, 0L), (one.HasBodyLimit, one.UncoveredBodyBytes));
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, $"{Tags}; l={length + 1}"), AuthResult.Fail, DkimProblem.BodyTooShort);
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, $"{Tags}; l={new string('9', 76)}"), AuthResult.Fail, DkimProblem.BodyTooShort);
        await ExpectAsync(await _bench.SignAsWrittenAsync(Message, $"{Tags}; l={new string('9', 77)}"), AuthResult.Neutral, DkimProblem.BadSyntax);
    }

    [Fact]
    public async Task Text_added_behind_a_body_limit_is_not_covered()
    {
        var signed = await _bench.SignAsWrittenAsync(Message, $"{Tags}; l=20") + "Pay here.\r\n";
        var one = await ExpectAsync(signed, AuthResult.Policy, DkimProblem.BodyNotCovered);
        Assert.True(one.Verifies);
        Assert.True(one.UncoveredBodyBytes > 10);
        Assert.Empty((await _bench.VerifyAsync(signed)).PassedDomains);
        Assert.Equal(AuthResult.Pass, (await _bench.VerifyAsync(signed, new DkimOptions { AcceptPartialBody = true })).Result);
    }

    [Fact]
    public async Task One_good_signature_among_bad_ones_passes()
    {
        var signed = await _bench.SignAsync(await _bench.SignAsync(Message, "ed"), "rsa");
        var outcome = await _bench.VerifyAsync("DKIM-Signature: rubbish\r\n" + signed);
        Assert.Equal([AuthResult.Neutral, AuthResult.Pass, AuthResult.Pass], outcome.Signatures.Select(one => one.Result));
        Assert.Equal(AuthResult.Pass, outcome.Result);
    }

    [Fact]
    public async Task A_thousand_signatures_cost_ten_look_ups()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 1000; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"DKIM-Signature: v=1; a=rsa-sha256; d=example{i}.com; s=rsa; h=from; bh={Convert.ToBase64String(new byte[32])}; b=AAAA\r\n");
        var outcome = await _bench.VerifyAsync(text + Message);
        Assert.Equal(1000, outcome.SignatureCount);
        Assert.Equal(11, outcome.Signatures.Count);
        Assert.Equal((AuthResult.Policy, DkimProblem.TooManySignatures), (outcome.Signatures[10].Result, outcome.Signatures[10].Problem));
        Assert.Equal(10, _bench.Zone.Questions.Count);
    }

    [Fact]
    public async Task A_header_of_ten_megabytes_is_named_and_not_hashed()
    {
        var signed = await _bench.SignAsync(Message);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var outcome = await _bench.VerifyAsync(signed.Replace("\r\n\r\n", "\r\nX-Filler: " + new string('x', 10_000_000) + "\r\n\r\n", StringComparison.Ordinal));
        Assert.Equal((AuthResult.PermError, DkimProblem.HeaderTooLarge), (outcome.Result, outcome.Signatures[0].Problem));
        Assert.Empty(_bench.Zone.Questions);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_limit_of_the_header_is_exact()
    {
        var signed = await _bench.SignAsync(Message);
        var header = signed.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2;
        Assert.Equal(AuthResult.Pass, (await _bench.VerifyAsync(signed, new DkimOptions { MaxHeaderBytes = header })).Result);
        Assert.Equal(DkimProblem.HeaderTooLarge, (await _bench.VerifyAsync(signed, new DkimOptions { MaxHeaderBytes = header - 1 })).Signatures[0].Problem);
        Assert.Equal(AuthResult.Pass, (await _bench.VerifyAsync(signed, new DkimOptions { MaxFields = 6 })).Result);
        Assert.Equal(DkimProblem.HeaderTooLarge, (await _bench.VerifyAsync(signed, new DkimOptions { MaxFields = 5 })).Signatures[0].Problem);
    }

    private async Task<DkimSignatureOutcome> ExpectAsync(string message, AuthResult result, DkimProblem? problem = null)
    {
        var outcome = await _bench.VerifyAsync(message);
        var one = Assert.Single(outcome.Signatures);
        Assert.True(result == one.Result && (problem is null || problem == one.Problem), $"{one.Result} {one.Problem}: {one.Detail}");
        Assert.Equal(result, outcome.Result);
        return one;
    }
}
