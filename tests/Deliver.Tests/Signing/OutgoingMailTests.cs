using System.Text;
using Sekisho.Deliver.Leasing;
using Sekisho.Deliver.Signing;
using Sekisho.Dns;
using Sekisho.MailAuth;
using Sekisho.MailAuth.Arc;
using Sekisho.MailAuth.Dkim;
using Sekisho.Roles.Calls;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Deliver.Tests.Signing;

/// <summary>What leaves carries our signatures – and only ours to give.</summary>
public sealed class OutgoingMailTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Sender = "house.example";
    private const string Message = "Received: from desk\r\nFrom: Ann <ann@house.example>\r\nTo: bob@else.example\r\nSubject: hello\r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\nMessage-ID: <1@house.example>\r\n\r\nHello  Bob. \r\n\r\n\r\n";

    private readonly ScriptedSmtpServer _server = ScriptedSmtpServer.Start();
    private readonly KeysInMemory _keys = new();
    private DeliverUnderTest? _deliver;

    public async ValueTask DisposeAsync()
    {
        if (_deliver is not null) await _deliver.DisposeAsync();
        await _server.DisposeAsync();
        _keys.Dispose();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Mail_of_our_people_is_signed_with_every_key_of_the_authors_domain()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "house.example", Sender, "rsa", "ed");
        await SendAsync(Message, OriginKind.Submission);
        var text = Received();
        Assert.EndsWith(Message, text, StringComparison.Ordinal);
        var outcome = await VerifyAsync(text);
        Assert.Equal([AuthResult.Pass, AuthResult.Pass], outcome.Signatures.Select(signature => signature.Result));
        Assert.Equal(["house.example"], outcome.PassedDomains.Distinct());
        Assert.Contains("a=ed25519-sha256", text, StringComparison.Ordinal);
        Assert.Contains("c=relaxed/relaxed", text, StringComparison.Ordinal);
        Assert.All(_keys.Signed, request => Assert.Equal((Sender, "m1"), (request.SenderDomain, request.Message)));
    }

    [Fact]
    public async Task A_second_field_of_what_people_see_breaks_the_signature()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "house.example", Sender, "rsa");
        await SendAsync("List-Id: <l.house.example>\r\n" + Message, OriginKind.Submission);
        var text = Received();
        Assert.Equal(AuthResult.Pass, (await VerifyAsync(text)).Result);
        foreach (var field in new[] { "From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To", "Sender", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "List-Id" })
            Assert.True((await VerifyAsync($"{field}: x@evil.example\r\n" + text)).Result != AuthResult.Pass, field);
        // What travelling adds does not.
        Assert.Equal(AuthResult.Pass, (await VerifyAsync("Received: by elsewhere\r\nList-Unsubscribe: <mailto:x>\r\n" + text)).Result);
    }

    [Fact]
    public async Task Mail_that_is_only_passed_on_is_never_signed_as_ours()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "house.example", Sender, "rsa");
        await SendAsync(Message, OriginKind.Relay, "someone@down.example");
        Assert.Equal(Message, Received());
        Assert.Empty(_keys.Signed);
    }

    [Fact]
    public async Task Nobody_gets_the_signature_of_another_tenant()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "house.example", "other.example", "rsa");
        await SendAsync(Message, OriginKind.Submission);
        Assert.Equal(Message, Received());
    }

    [Fact]
    public async Task A_message_with_two_authors_or_a_domain_without_a_key_leaves_unsigned()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "house.example", Sender, "rsa");
        foreach (var from in new[] { "From: a@house.example, b@house.example", "From: a@house.example\r\nFrom: b@house.example", "From: a@other.example", "X: y" })
        {
            var message = from + "\r\nSubject: x\r\n\r\ntext\r\n";
            await SendAsync(message, OriginKind.Submission);
            Assert.Equal(message, Encoding.Latin1.GetString(_server.Messages[^1].Content));
        }
    }

    [Fact]
    public async Task A_notice_from_a_host_of_the_domain_is_signed_with_the_domains_key()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "house.example", "operator.example", "rsa");
        await SendAsync("From: Mail Delivery System <postmaster@mail.house.example>\r\nSubject: failed\r\n\r\ntext\r\n", OriginKind.System);
        var outcome = await VerifyAsync(Received());
        Assert.Equal((AuthResult.Pass, "house.example"), (outcome.Result, outcome.PassedDomains.Single()));
    }

    [Fact]
    public async Task While_the_vault_does_not_sign_the_message_waits()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "house.example", Sender, "rsa");
        _deliver.Store.Fail("vault.sign-dkim", CallFailure.Unavailable);
        var result = await SendAsync(Message, OriginKind.Submission);
        Assert.Equal((DeliveryOutcome.Deferred, "451 4.7.0 The message cannot be signed now."), (result.Outcome, result.Reply));
        Assert.Empty(_server.Messages);
        Assert.Equal(DeliveryOutcome.Delivered, (await SendAsync(Message, OriginKind.Submission)).Outcome);
    }

    [Fact]
    public async Task A_large_message_is_signed_while_it_is_read()
    {
        await StartAsync(options => options with { InlineContentBytes = 1000 });
        _keys.Add(_deliver!.Dns, "house.example", Sender, "rsa");
        await SendAsync(Message + string.Concat(Enumerable.Repeat("some  text \t\r\n\r\n", 20_000)), OriginKind.Submission);
        Assert.Equal(AuthResult.Pass, (await VerifyAsync(Received())).Result);
    }

    [Fact]
    public async Task A_key_that_is_retired_between_question_and_use_is_replaced()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "house.example", Sender, "ed");
        await SendAsync(Message, OriginKind.Submission);
        _keys.Add(_deliver.Dns, "house.example", Sender, "rsa");
        await SendAsync(Message, OriginKind.Submission);
        Assert.Contains("s=rsa;", Encoding.Latin1.GetString(_server.Messages[^1].Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_passed_on_is_sealed_with_what_we_found()
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "down.example", Sender, "ed", "rsa");
        const string relayed = "Received: from there\r\n\tby mail.test\r\nAuthentication-Results: mail.test;\r\n spf=pass smtp.mailfrom=else.example;\r\n dkim=pass header.d=else.example\r\nReceived: from further\r\nFrom: x@else.example\r\nSubject: s\r\n\r\ntext\r\n";
        await SendAsync(relayed, OriginKind.Relay, "someone@down.example");
        var text = Received();
        Assert.EndsWith(relayed, text, StringComparison.Ordinal);
        var outcome = await SealsAsync(text);
        Assert.True(outcome.Result == AuthResult.Pass, outcome.Detail);
        Assert.Equal(("down.example", "none"), (outcome.Sets[0].Domain, outcome.Sets[0].ChainValue));
        Assert.StartsWith("mail.test; spf=pass", outcome.Sets[0].AuthenticationResults, StringComparison.Ordinal);
        Assert.DoesNotContain("DKIM-Signature", text, StringComparison.Ordinal);

        // A second hop that found the chain good.
        await SendAsync("Received: from mail.test\r\nAuthentication-Results: mail.test;\r\n arc=pass\r\n" + text, OriginKind.Relay, "someone@down.example");
        outcome = await SealsAsync(Encoding.Latin1.GetString(_server.Messages[^1].Content));
        Assert.True(outcome.Result == AuthResult.Pass, outcome.Detail);
        Assert.Equal(2, outcome.Sets.Count);
    }

    [Theory]
    [InlineData("Authentication-Results: other.test;\r\n spf=pass\r\n")]
    [InlineData("")]
    [InlineData("Received: from further\r\nAuthentication-Results: mail.test;\r\n spf=pass\r\n")]
    public async Task Results_of_others_are_not_sealed(string top)
    {
        await StartAsync();
        _keys.Add(_deliver!.Dns, "down.example", Sender, "rsa");
        await SendAsync("Received: from there\r\n" + top + "From: x@else.example\r\n\r\ntext\r\n", OriginKind.Relay, "someone@down.example");
        Assert.DoesNotContain("ARC-", Received(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sealing_and_signing_can_be_switched_off()
    {
        await StartAsync(options => options with { SealRelayed = false, SignMail = false });
        _keys.Add(_deliver!.Dns, "house.example", Sender, "rsa");
        await SendAsync("Authentication-Results: mail.test;\r\n spf=pass\r\n" + Message, OriginKind.Relay, "a@house.example");
        await SendAsync(Message, OriginKind.Submission);
        Assert.Empty(_keys.Asked);
    }

    [Fact]
    public async Task Domains_without_a_key_are_remembered_within_the_limit()
    {
        var calls = new StoreInMemory { Sign = _keys.Answer };
        var clock = new ManualTimeProvider();
        var list = new SigningKeyList(calls, clock);
        for (var i = 0; i < SigningKeyList.MaxDomains; i++) await list.OfAsync($"d{i}.example", null, CancellationToken.None);
        await list.OfAsync("d0.example", null, CancellationToken.None);
        Assert.Equal((SigningKeyList.MaxDomains, SigningKeyList.MaxDomains), (_keys.Asked.Count, list.Count));
        await list.OfAsync("more.example", null, CancellationToken.None);
        Assert.Equal(1, list.Count);
        clock.Advance(SigningKeyList.Lifetime);
        await list.OfAsync("more.example", null, CancellationToken.None);
        Assert.Equal(SigningKeyList.MaxDomains + 2, _keys.Asked.Count);
    }

    private async Task StartAsync(Func<DeliverOptions, DeliverOptions>? change = null)
    {
        _deliver = await DeliverUnderTest.StartAsync(change);
        _deliver.Store.Sign = _keys.Answer;
    }

    private async Task<RecipientResult> SendAsync(string message, OriginKind origin, string recipient = "bob@else.example")
    {
        DeliveryJob With(DeliveryJob job) => job with { Origin = origin, Account = origin == OriginKind.Submission ? "ann@house.example" : null };
        var (request, _) = await _deliver!.DeliverAsync(DeliverUnderTest.Relay(_server), message, "ann@house.example", With, recipient);
        return request.Results.Single();
    }

    private string Received() => Encoding.Latin1.GetString(Assert.Single(_server.Messages).Content);

    private async Task<DkimOutcome> VerifyAsync(string message)
    {
        using var resolver = Resolver();
        return await new DkimVerifier(resolver, TimeProvider.System, KeysInMemory.Ed25519()).VerifyAsync(Encoding.Latin1.GetBytes(message));
    }

    private async Task<ArcOutcome> SealsAsync(string message)
    {
        using var resolver = Resolver();
        return await new ArcVerifier(resolver, TimeProvider.System, KeysInMemory.Ed25519()).VerifyAsync(Encoding.Latin1.GetBytes(message));
    }

    private DnsResolver Resolver() => new(new DnsResolverOptions { Servers = [_deliver!.Dns.EndPoint] }, TimeProvider.System);
}
